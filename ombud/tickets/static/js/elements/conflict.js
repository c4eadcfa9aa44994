// <ombud-conflict data-html data-version …>: the draft is newer on another screen. One
// button shows that text, the other keeps the one of this page.

class OmbudConflict extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.#decide(button.hasAttribute("data-show-newer"));
    });
  }

  #decide(isShown) {
    const form = this.closest("form");
    form.elements.version.value = this.dataset.version;
    this.hidden = true;
    this.removeAttribute("data-conflict");
    form.querySelector("ombud-autosave").settle(isShown ? this.dataset : null);
  }
}

customElements.define("ombud-conflict", OmbudConflict);
