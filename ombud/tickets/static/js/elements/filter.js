// <ombud-filter>: typing leaves the buttons whose data-words hold every word typed; arrows
// walk, Enter presses the first. Letters with marks count as without them.

const plain = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

class OmbudFilter extends HTMLElement {
  connectedCallback() {
    const input = this.#input;
    input.addEventListener("input", () => this.#filter());
    this.addEventListener("keydown", (event) => this.#key(event));
    input.focus();
  }

  get #input() {
    return this.querySelector("input[type=search]");
  }

  get #shown() {
    return [...this.querySelectorAll("[data-words]")].filter((each) => !each.hidden);
  }

  #filter() {
    const wanted = plain(this.#input.value).split(/\s+/).filter(Boolean);
    for (const each of this.querySelectorAll("[data-words]")) {
      const words = ` ${plain(each.dataset.words)}`;
      each.hidden = !wanted.every((word) => words.includes(` ${word}`));
    }
    for (const section of this.querySelectorAll("section")) {
      section.hidden = !section.querySelector("[data-words]:not([hidden])");
    }
    const none = this.querySelector("[data-none]");
    if (none) none.hidden = this.#shown.length > 0;
  }

  #key(event) {
    if (event.target.matches("textarea")) return;
    const shown = this.#shown;
    if (event.key === "Enter" && event.target === this.#input) {
      event.preventDefault();
      shown[0]?.click();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !shown.length) return;
    event.preventDefault();
    const at = shown.indexOf(document.activeElement) + step;
    (at < 0 ? this.#input : shown[Math.min(at, shown.length - 1)]).focus();
  }
}

customElements.define("ombud-filter", OmbudFilter);
