// <ombud-reveal>: a password field and a button that shows what was typed.

class OmbudReveal extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    const input = this.querySelector("input");
    button.hidden = false;
    button.onclick = () => {
      const isShown = input.type === "password";
      input.type = isShown ? "text" : "password";
      button.setAttribute("aria-pressed", isShown);
      input.focus();
    };
    input.form?.addEventListener("submit", () => (input.type = "password"));
  }
}

customElements.define("ombud-reveal", OmbudReveal);
