// <ombud-palette>: around the dialog of the palette. The arrows choose, Enter opens, with
// Ctrl in a new tab; opening it asks for the first answers.

class OmbudPalette extends HTMLElement {
  connectedCallback() {
    const dialog = this.querySelector("dialog");
    dialog.addEventListener("toggle", (event) => {
      if (event.newState !== "open") return;
      this.#input.select();
      this.#input.dispatchEvent(new CustomEvent("ombud:open"));
    });
    this.addEventListener("keydown", this.#press);
    this.addEventListener("click", (event) => {
      // What it does, it does on the ticket: a dialog beside it, words in its composer.
      if (event.target.closest("a[hx-get], a[data-insert]") && !event.ctrlKey && !event.metaKey) dialog.close();
    });
    this.addEventListener("htmx:afterSettle", () => this.#choose(this.#options[0]));
    this.addEventListener("mousemove", (event) => {
      this.#choose(event.target.closest("a[role=option]") ?? this.#chosen);
    });
  }

  get #input() {
    return this.querySelector("input");
  }

  get #options() {
    return [...this.querySelectorAll("a[role=option]")];
  }

  get #chosen() {
    return this.querySelector("a[aria-selected=true]");
  }

  #choose(option) {
    this.#chosen?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    if (option) this.#input.setAttribute("aria-activedescendant", option.id);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  #press = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const options = this.#options;
    if (step && options.length) {
      const at = options.indexOf(this.#chosen);
      const next = options[(at + step + options.length) % options.length];
      this.#choose(next);
      next.scrollIntoView({ block: "nearest" });
      event.preventDefault();
    } else if (event.key === "Enter" && this.#chosen) {
      event.preventDefault();
      if (event.ctrlKey || event.metaKey) open(this.#chosen.href, "_blank", "noopener");
      else if (this.#chosen.matches("[hx-get], [data-insert]")) this.#chosen.click();
      else location.assign(this.#chosen.href);
    }
  };
}

customElements.define("ombud-palette", OmbudPalette);
