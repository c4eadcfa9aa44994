// <ombud-dropzone data-limit data-too-big>: files come by the button, by dropping and by
// pasting; what is too big is told before it is sent. Pictures pasted go into the text.

class OmbudDropzone extends HTMLElement {
  connectedCallback() {
    const input = this.#input;
    input.addEventListener("change", (event) => {
      if (!this.#fits(input.files)) event.stopImmediatePropagation();
    }, { capture: true });
    this.addEventListener("dragover", (event) => this.#over(event));
    this.addEventListener("dragleave", () => this.removeAttribute("data-over"));
    this.addEventListener("drop", (event) => this.#take(event, event.dataTransfer), true);
    this.addEventListener("paste", (event) => this.#take(event, event.clipboardData), true);
    this.addEventListener("htmx:configRequest", (event) => {
      if (event.target === input && this.#isPicture) event.detail.parameters.inline = "on";
    });
    this.addEventListener("htmx:xhr:progress", (event) => this.#progress(event.detail));
    this.addEventListener("htmx:afterRequest", (event) => {
      if (event.target !== input) return;
      this.#bar.hidden = true;
      input.value = "";
      this.#isPicture = false;
    });
    this.addEventListener("ombud:picture", (event) => {
      for (const { url, name } of event.detail.all) this.#show(url, name);
    });
  }

  #isPicture = false;

  get #input() {
    return this.querySelector("input[type=file]");
  }

  get #bar() {
    return this.querySelector("progress");
  }

  #over(event) {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    this.setAttribute("data-over", "");
  }

  #take(event, data) {
    this.removeAttribute("data-over");
    const files = [...data.files];
    // A text from a word processor brings a picture of itself along.
    if (!files.length || data.types.includes("text/html")) return;
    event.preventDefault();
    event.stopPropagation();
    this.#isPicture = event.target.closest("[contenteditable]") !== null &&
      files.every((file) => /^image\/(png|jpeg|gif|webp)$/.test(file.type));
    const list = new DataTransfer();
    for (const file of files) list.items.add(file);
    this.#input.files = list.files;
    this.#input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #fits(files) {
    const kept = [...this.querySelectorAll("[data-size]")];
    const weight = [...kept.map((each) => Number(each.dataset.size)),
      ...[...files].map((file) => file.size)].reduce((sum, size) => sum + size, 0);
    const isFit = weight <= Number(this.dataset.limit);
    const problem = this.querySelector(".composer-files .composer-problem");
    problem.hidden = isFit;
    problem.querySelector("span").textContent = isFit ? "" : this.dataset.tooBig;
    if (!isFit) this.#input.value = "";
    return isFit;
  }

  #progress({ loaded, total, lengthComputable }) {
    if (!lengthComputable || total < 200_000) return;
    this.#bar.hidden = false;
    this.#bar.value = loaded / total;
  }

  #show(url, name) {
    const { editor } = this.querySelector("ombud-editor");
    editor?.chain().focus().setImage({ src: url, alt: name }).run();
  }
}

customElements.define("ombud-dropzone", OmbudDropzone);
