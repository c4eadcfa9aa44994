// <ombud-busy> around a button whose request takes seconds: it shows that it is busy.

class OmbudBusy extends HTMLElement {
  connectedCallback() {
    const set = (isBusy) => (event) => event.target.setAttribute("aria-busy", isBusy);
    this.addEventListener("htmx:beforeRequest", set(true));
    this.addEventListener("htmx:afterRequest", set(false));
  }
}

customElements.define("ombud-busy", OmbudBusy);
