// <ombud-theme>: around a button name=theme; shows the theme at once, the form keeps it.

class OmbudTheme extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.#choose);
    this.#label();
  }

  get #isDark() {
    const theme = document.documentElement.dataset.theme;
    if (theme !== "auto") return theme === "dark";
    return matchMedia("(prefers-color-scheme: dark)").matches;
  }

  #label() {
    const button = this.querySelector("button");
    button.value = this.#isDark ? "light" : "dark";
    for (const label of this.querySelectorAll("[data-theme-label]")) {
      label.hidden = label.dataset.themeLabel !== button.value;
    }
  }

  #choose = (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    document.documentElement.dataset.theme = button.value;
    // htmx reads the value on this very click: the label changes after it.
    setTimeout(() => this.#label());
  };
}

customElements.define("ombud-theme", OmbudTheme);
