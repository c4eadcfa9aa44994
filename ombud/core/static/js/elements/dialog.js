// <ombud-dialog>: opens the dialog inside it as soon as it arrives, and leaves with it.
// Also stands in where the browser knows no command buttons and no closedby.

class OmbudDialog extends HTMLElement {
  connectedCallback() {
    const dialog = this.querySelector("dialog");
    if (!dialog.open) dialog.showModal();
    dialog.addEventListener("close", () => this.remove());
    this.addEventListener("htmx:afterRequest", (event) => {
      const sent = event.detail.requestConfig?.verb !== "get";
      if (sent && event.detail.successful) dialog.close();
    });
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
