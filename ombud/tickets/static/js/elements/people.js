// <ombud-people>: the line above the address fields names the first, and how many more.

class OmbudPeople extends HTMLElement {
  connectedCallback() {
    this.addEventListener("ombud:people", () => this.#count());
  }

  #count() {
    const names = [...this.querySelectorAll(".chip > .truncate")];
    const line = this.querySelector("summary");
    const first = line.querySelector("[data-first]");
    const pattern = names.length ? first.dataset.one : first.dataset.none;
    const more = names.length > 1 ? `+${names.length - 1}` : "";
    first.textContent = pattern.replace("{name}", names[0]?.textContent);
    first.classList.toggle("text-bad", !names.length);
    line.querySelector(".count").textContent = more;
  }
}

customElements.define("ombud-people", OmbudPeople);
