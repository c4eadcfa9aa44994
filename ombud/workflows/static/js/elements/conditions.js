// <ombud-conditions>: fields with data-if are shown while the field of that name has one
// of the values in data-is (a|b). The server decides the same once more.

class OmbudConditions extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", () => this.#show());
    this.addEventListener("change", () => this.#show());
    this.#show();
  }

  #show() {
    for (const use of this.querySelectorAll("[data-if]")) {
      const wanted = use.dataset.is.split("|");
      use.hidden = !wanted.includes(this.#valueOf(use.dataset.if));
    }
  }

  #valueOf(name) {
    const field = this.querySelector(`[name="${CSS.escape(name)}"]`);
    if (!field || field.closest("[hidden]")) return "";
    if (field.type !== "checkbox") return field.value;
    return field.checked ? "True" : "False";
  }
}

customElements.define("ombud-conditions", OmbudConditions);
