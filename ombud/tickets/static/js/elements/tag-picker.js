// <ombud-tag-picker>: typing leaves the tags that hold the letters, and offers to make
// what is not there; the arrows mark one, Enter takes it, Backspace takes the last off.

const plain = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

class OmbudTagPicker extends HTMLElement {
  connectedCallback() {
    this.#input.addEventListener("input", () => this.#filter());
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("mousemove", (event) => {
      this.#mark(event.target.closest("[role=option]") ?? this.#marked);
    });
    this.#filter();
    // htmx takes a form over a moment after it came: Enter before that left the page.
    htmx.process(this.closest("form"));
    this.#input.focus();
  }

  get #input() {
    return this.querySelector("input[name=typed]");
  }

  get #shown() {
    return [...this.querySelectorAll("[role=option]")].filter((each) => !each.hidden);
  }

  get #marked() {
    return this.querySelector("[role=option][aria-selected=true]");
  }

  #filter() {
    const wanted = plain(this.#input.value);
    let isThere = false;
    for (const each of this.querySelectorAll("[role=option][value], .tag-box button")) {
      const name = plain(each.value);
      isThere ||= name === wanted;
      if (each.matches("[role=option]")) each.hidden = !name.includes(wanted);
    }
    for (const heading of this.querySelectorAll("h3")) heading.hidden = Boolean(wanted);
    this.#offerNew(wanted && !isThere);
    const shown = this.#shown;
    this.querySelector("[data-none]").hidden = !wanted || shown.length > 0 || isThere;
    const exact = shown.find((each) => plain(each.value) === wanted);
    this.#mark(wanted ? (exact ?? shown[0]) : null);
  }

  #offerNew(isWanted) {
    const button = this.querySelector("#tag-new");
    if (!button) return;
    button.hidden = !isWanted;
    button.querySelector("[data-typed]").textContent = this.#input.value.trim();
  }

  #mark(option) {
    this.#marked?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    if (option) this.#input.setAttribute("aria-activedescendant", option.id);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const shown = this.#shown;
    if (step && shown.length) {
      event.preventDefault();
      const at = shown.indexOf(this.#marked) + step;
      this.#mark(shown[(at + shown.length) % shown.length]);
      this.#marked.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && event.target === this.#input) {
      event.preventDefault();
      this.#marked?.click();
    } else if (event.key === "Backspace" && !this.#input.value) {
      event.preventDefault();
      [...this.querySelectorAll(".tag-box button")].at(-1)?.click();
    }
  }
}

customElements.define("ombud-tag-picker", OmbudTagPicker);
