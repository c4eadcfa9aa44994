// <ombud-dialog>: opens the dialog inside it as soon as it arrives, and leaves with it.
// What was sent closes it, unless data-stays says that one goes on in it.
// Also stands in where the browser knows no command buttons and no closedby.

class OmbudDialog extends HTMLElement {
  connectedCallback() {
    const dialog = this.querySelector("dialog");
    const opener = document.activeElement?.id;
    if (!dialog.open) dialog.showModal();
    dialog.addEventListener("close", () => {
      this.#leave();
      // What has opened it may be another element by now, of the same id.
      const isLost = opener && document.activeElement === document.body;
      if (isLost) document.getElementById(opener)?.focus();
    });
    this.addEventListener("htmx:afterRequest", (event) => {
      const sent = event.detail.requestConfig?.verb !== "get";
      if (sent && !("stays" in this.dataset) && event.detail.successful) dialog.close();
    });
  }

  // What is still on its way has something to say: nobody would hear it from outside.
  #leave() {
    if (!this.querySelector(".htmx-request")) return this.remove();
    this.addEventListener("htmx:afterRequest", () => this.remove(), { once: true });
  }
}

customElements.define("ombud-dialog", OmbudDialog);

if (!("command" in HTMLButtonElement.prototype)) {
  addEventListener("click", (event) => {
    const button = event.target.closest?.("[commandfor]");
    const dialog = button && document.getElementById(button.getAttribute("commandfor"));
    if (!dialog) return;
    if (button.getAttribute("command") === "close") dialog.close();
    else dialog.showModal();
  });
}

if (!("closedBy" in HTMLDialogElement.prototype)) {
  addEventListener("click", (event) => {
    if (event.target.matches?.("dialog[closedby=any]")) event.target.close();
  });
}
