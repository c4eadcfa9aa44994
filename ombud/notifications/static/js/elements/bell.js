// <ombud-bell>: asks for the newest when its menu opens.

class OmbudBell extends HTMLElement {
  connectedCallback() {
    const menu = this.querySelector("[popover]");
    menu.addEventListener("toggle", (event) => {
      if (event.newState !== "open") return;
      menu.querySelector("[hx-get]")?.dispatchEvent(new CustomEvent("ombud:open"));
    });
  }
}

customElements.define("ombud-bell", OmbudBell);
