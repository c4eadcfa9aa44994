// <ombud-typeahead>: what the server finds for the words in the field; arrows walk through
// it, Enter presses the first.

class OmbudTypeahead extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.#key(event));
    this.#input.focus();
  }

  get #input() {
    return this.querySelector("input[type=search]");
  }

  get #found() {
    return [...this.querySelectorAll("button[name=to]")];
  }

  #key(event) {
    const found = this.#found;
    if (event.key === "Enter" && event.target === this.#input) {
      event.preventDefault();
      found[0]?.click();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !found.length) return;
    event.preventDefault();
    const at = found.indexOf(document.activeElement) + step;
    (at < 0 ? this.#input : found[Math.min(at, found.length - 1)]).focus();
  }
}

customElements.define("ombud-typeahead", OmbudTypeahead);
