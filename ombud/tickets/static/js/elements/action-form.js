// <ombud-action-form data-opens>: what an action asks, above the composer. It takes the
// focus when it comes, and goes with Esc or its buttons.

class OmbudActionForm extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      if (event.target.closest("[data-close]")) this.#close();
    });
    this.addEventListener("keydown", (event) => this.#press(event));
    if (this.hidden) return;
    this.closest(".composer-dock")?.setAttribute("data-open", "");
    const field = this.querySelector("[aria-invalid=true]") ?? this.#first;
    // After the composer, which takes the focus with the same click.
    setTimeout(() => field?.focus({ preventScroll: false }));
  }

  get #first() {
    const fields = this.querySelectorAll("input:not([type=hidden]), select, textarea");
    return [...fields].find((each) => each.checkVisibility());
  }

  #press(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.#close();
  }

  #close() {
    this.hidden = true;
    this.removeAttribute("data-opens");
    this.replaceChildren();
    document.querySelector(".ticket-title")?.focus();
  }
}

customElements.define("ombud-action-form", OmbudActionForm);
