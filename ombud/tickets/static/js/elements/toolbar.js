// <ombud-toolbar>: buttons with data-command act on the editor of the same
// paper (data-paper), else of the same form.

const COMMANDS = {
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  bulletList: (chain) => chain.toggleBulletList(),
  blockquote: (chain) => chain.toggleBlockquote(),
};

class OmbudToolbar extends HTMLElement {
  #look = () => this.#show();

  connectedCallback() {
    this.addEventListener("click", (event) => this.#click(event));
    // The words stay chosen while a button is pressed.
    this.addEventListener("mousedown", (event) => {
      if (event.target.closest("[data-command]")) event.preventDefault();
    });
    this.#link?.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.#setLink();
    });
    this.#link?.closest("[popover]").addEventListener("toggle", (event) => {
      if (event.newState !== "open") return;
      this.#link.value = this.#editor?.getAttributes("link").href ?? "";
      this.#link.focus();
    });
    this.#host?.addEventListener("ombud:look", this.#look);
  }

  get #host() {
    return this.closest("[data-paper], form")?.querySelector("ombud-editor");
  }

  get #editor() {
    return this.#host?.editor;
  }

  get #link() {
    return this.querySelector("[data-href]");
  }

  #click(event) {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.hasAttribute("data-set-link")) this.#setLink();
    if (button.hasAttribute("data-format")) {
      const isOpen = this.toggleAttribute("data-open");
      button.setAttribute("aria-expanded", isOpen);
    }
    const run = COMMANDS[button.dataset.command];
    if (run && this.#editor) run(this.#editor.chain().focus()).run();
  }

  #setLink() {
    const typed = this.#link.value.trim();
    const isWhole = /^(https?:|mailto:|tel:)/i.test(typed);
    const href = isWhole ? typed : typed.includes("@") ? `mailto:${typed}` : `https://${typed}`;
    this.#link.closest("[popover]").hidePopover();
    const chain = this.#editor?.chain().focus().extendMarkRange("link");
    if (!chain) return;
    if (!typed) chain.unsetLink().run();
    else if (this.#editor.state.selection.empty && !this.#editor.isActive("link")) {
      const link = { type: "text", text: typed, marks: [{ type: "link", attrs: { href } }] };
      this.#editor.chain().focus().insertContent(link).run();
    } else chain.setLink({ href }).run();
  }

  #show() {
    for (const button of this.querySelectorAll("[data-command]")) {
      button.setAttribute("aria-pressed", this.#editor.isActive(button.dataset.command));
    }
  }
}

customElements.define("ombud-toolbar", OmbudToolbar);
