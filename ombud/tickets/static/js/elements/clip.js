// <ombud-clip>: a very long text is cut, and shown in full when wanted.

class OmbudClip extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector(":scope > button");
    if (!button || this.dataset.clipped === "no") return;
    this.dataset.clipped = "yes";
    button.hidden = false;
    button.onclick = () => {
      this.dataset.clipped = "no";
      button.hidden = true;
    };
  }
}

customElements.define("ombud-clip", OmbudClip);
