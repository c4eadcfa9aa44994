// <ombud-recipients data-new data-remove>: addresses as chips over one field that holds
// them with commas. Enter, comma or leaving makes a chip; Backspace takes the last.

const PIECE = /(?:"(?:[^"\\]|\\.)*"|[^",;\n])+/g;
const pieces = (text) => (text.match(PIECE) ?? []).map((one) => one.trim()).filter(Boolean);
const addressIn = (text) => (text.match(/<([^<>]+)>\s*$/)?.[1] ?? text).trim().toLowerCase();
const nameIn = (text) =>
  text.replace(/<[^<>]*>\s*$/, "").trim().replace(/^"(.*)"$/, "$1").replace(/\\(.)/g, "$1") || text;
const RIGHT = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+$/;

class OmbudRecipients extends HTMLElement {
  #field = this.querySelector("input");
  #typing = null;

  connectedCallback() {
    if (this.#typing) return;
    const typing = this.#field.cloneNode();
    this.#typing = typing;
    for (const name of ["name", "form"]) typing.removeAttribute(name);
    this.#field.removeAttribute("id");
    this.#field.type = "hidden";
    typing.value = "";
    this.#field.after(typing);
    typing.addEventListener("keydown", (event) => this.#key(event));
    typing.addEventListener("input", (event) => {
      if (/[,;\n]/.test(typing.value) || event.inputType === "insertReplacementText") this.#add();
    });
    typing.addEventListener("blur", () => this.#add());
    this.addEventListener("click", (event) => this.#click(event));
    this.#field.addEventListener("ombud:set", () => this.#draw());
    this.#draw();
  }

  get #all() {
    return pieces(this.#field.value);
  }

  #set(all) {
    this.#field.value = all.join(", ");
    this.#draw();
    this.#field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #add() {
    const more = pieces(this.#typing.value);
    this.#typing.value = "";
    if (!more.length) return;
    const known = new Map(this.#all.map((one) => [addressIn(one), one]));
    for (const one of more) known.set(addressIn(one), known.get(addressIn(one)) ?? one);
    this.#set([...known.values()]);
  }

  #key(event) {
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.#add();
    } else if (event.key === "Backspace" && !this.#typing.value && this.#all.length) {
      event.preventDefault();
      this.#set(this.#all.slice(0, -1));
    }
  }

  #click(event) {
    const button = event.target.closest("[data-off]");
    if (!button) return;
    this.#set(this.#all.filter((one) => addressIn(one) !== button.dataset.off));
    this.#typing.focus();
  }

  #draw() {
    for (const chip of this.querySelectorAll(".chip")) chip.remove();
    const known = [...(this.#typing.list?.options ?? [])].map((each) => each.value.toLowerCase());
    const joined = this.dataset.new.split(" ");
    for (const one of this.#all) {
      const address = addressIn(one);
      const chip = document.createElement("span");
      chip.className = "chip";
      chip.title = address;
      chip.toggleAttribute("data-new", joined.includes(address) || !known.includes(address));
      chip.toggleAttribute("data-wrong", !RIGHT.test(address));
      const name = document.createElement("span");
      name.className = "truncate";
      name.textContent = nameIn(one);
      chip.append(name, this.#remover(address, nameIn(one)));
      this.#typing.before(chip);
    }
    this.dispatchEvent(new Event("ombud:people", { bubbles: true }));
  }

  #remover(address, name) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.off = address;
    button.setAttribute("aria-label", this.dataset.remove.replace("{name}", name));
    button.textContent = "×";
    return button;
  }
}

customElements.define("ombud-recipients", OmbudRecipients);
