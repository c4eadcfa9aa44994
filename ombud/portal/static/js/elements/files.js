// <ombud-files>: shows what was chosen or dropped, lets one take it away again, and says
// before sending what would be too much. Without script the plain controls stay.

class OmbudFiles extends HTMLElement {
  #chosen = new Map();

  connectedCallback() {
    for (const words of this.querySelectorAll(".drop-words")) words.hidden = false;
    this.classList.add("is-ready");
    for (const input of this.querySelectorAll("input[type=file]")) {
      this.#chosen.set(input, []);
      input.addEventListener("change", () => this.#add(input, input.files));
    }
    this.addEventListener("dragover", (event) => event.preventDefault());
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      this.#add(this.querySelector("input[multiple]"), event.dataTransfer.files);
    });
  }

  // Choosing again adds: a phone's camera gives one photo at a time.
  #add(input, files) {
    const before = this.#chosen.get(input);
    const known = new Set(before.map((file) => file.name + file.size + file.lastModified));
    const fresh = [...files].filter((f) => !known.has(f.name + f.size + f.lastModified));
    this.#keep(input, [...before, ...fresh]);
  }

  #keep(input, files) {
    const all = new DataTransfer();
    for (const file of files) all.items.add(file);
    input.files = all.files;
    this.#chosen.set(input, files);
    this.#show();
  }

  #show() {
    const list = this.querySelector(".files");
    const all = [...this.#chosen].flatMap(([input, files]) => files.map((file) => [input, file]));
    list.replaceChildren(...all.map(([input, file]) => this.#row(input, file)));
    list.hidden = !all.length;
    const size = all.reduce((sum, [, file]) => sum + file.size, 0);
    const { most, count, wrong } = this.dataset;
    const isTooMuch = size > most * 1024 * 1024 || all.length > count;
    const error = this.querySelector(".error");
    error.textContent = isTooMuch ? wrong : "";
    error.hidden = !isTooMuch;
    for (const [input] of this.#chosen) input.setCustomValidity(isTooMuch ? wrong : "");
  }

  #row(input, file) {
    const item = document.createElement("li");
    item.className = "file";
    const thumb = document.createElement("span");
    thumb.className = "thumb";
    if (file.type.startsWith("image/")) {
      const image = new Image(36, 36);
      image.alt = "";
      image.src = URL.createObjectURL(file);
      image.onload = () => URL.revokeObjectURL(image.src);
      thumb.append(image);
    }
    const words = document.createElement("span");
    const name = document.createElement("b");
    const small = document.createElement("small");
    name.textContent = file.name;
    small.textContent = `${(file.size / 1024 / 1024).toFixed(1)} MB`;
    words.append(name, small);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet btn-icon btn-sm";
    button.setAttribute("aria-label", this.dataset.remove.replace("{name}", file.name));
    button.textContent = "×";
    button.onclick = () => {
      this.#keep(input, this.#chosen.get(input).filter((one) => one !== file));
    };
    item.append(thumb, words, button);
    return item;
  }
}

customElements.define("ombud-files", OmbudFiles);
