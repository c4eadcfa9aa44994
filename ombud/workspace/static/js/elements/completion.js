// <ombud-completion>: a search field with ways on below it. Arrows choose, Enter and Tab
// take what is chosen, Escape closes; without a choice Enter searches as ever.

class OmbudCompletion extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this.#press);
    this.addEventListener("htmx:afterSettle", () => this.#tell());
    this.addEventListener("pointerdown", (event) => {
      const option = event.target.closest("[role=option]");
      if (!option) return;
      event.preventDefault();
      this.#take(option);
    });
    this.addEventListener("focusout", (event) => {
      if (!this.contains(event.relatedTarget)) this.#close();
    });
  }

  get #input() {
    return this.querySelector("input");
  }

  get #list() {
    return this.querySelector("[role=listbox]");
  }

  get #chosen() {
    return this.querySelector("[aria-selected=true]");
  }

  get #isOpen() {
    return this.#list.matches(":popover-open");
  }

  // What is found arrives after the reader may have gone on.
  #tell() {
    const list = this.#list;
    const isMeant = list.children.length && this.contains(document.activeElement);
    list.togglePopover(Boolean(isMeant));
    const field = this.#input.closest("label").getBoundingClientRect();
    list.style.left = `${Math.max(8, Math.min(field.left, innerWidth - list.offsetWidth - 8))}px`;
    list.style.top = `${field.bottom + 4}px`;
    this.#input.setAttribute("aria-expanded", this.#isOpen);
    this.#input.removeAttribute("aria-activedescendant");
  }

  #close() {
    this.#list.replaceChildren();
    this.#tell();
  }

  #press = (event) => {
    const options = this.#isOpen ? [...this.#list.children] : [];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      const at = options.indexOf(this.#chosen);
      const from = at < 0 && step < 0 ? 0 : at;
      this.#choose(options[(from + step + options.length) % options.length]);
    } else if (event.key === "Escape" && options.length) {
      this.#close();
      event.stopPropagation();
    } else if ((event.key === "Enter" || event.key === "Tab") && this.#chosen) {
      this.#take(this.#chosen);
    } else return;
    event.preventDefault();
  };

  #choose(option) {
    this.#chosen?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    this.#input.setAttribute("aria-activedescendant", option.id);
  }

  // A name asks for its values at once; a value is done.
  #take(option) {
    const { text } = option.dataset;
    this.#input.value = text.endsWith(":") ? text : `${text} `;
    this.#close();
    this.#input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

customElements.define("ombud-completion", OmbudCompletion);
