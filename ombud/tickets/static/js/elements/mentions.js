// <ombud-mentions>: after an @ in the <ombud-editor data-mentions> of the same form it
// offers the names that its listbox has fetched. Arrows and Enter or a click choose.

const MOST = 8;
const TYPED = /(?:^|[\s(])@([\p{L}\p{N}.\-]*(?: [\p{L}\p{N}.\-]+)?)$/u;
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

class OmbudMentions extends HTMLElement {
  #list = this.querySelector("[role=listbox]");
  #host = null;
  #typed = null;
  #dismissed = "";
  #look = () => this.#offer();
  #press = (event) => this.#key(event);
  #leave = () => this.#close();

  connectedCallback() {
    this.#host = this.closest("form").querySelector("ombud-editor");
    this.#host.addEventListener("ombud:look", this.#look);
    this.#host.addEventListener("keydown", this.#press, true);
    this.#host.addEventListener("focusout", this.#leave);
    // The caret stays in the text.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#choose(option);
    });
    this.#list.addEventListener("htmx:afterSettle", () => this.#offer());
  }

  disconnectedCallback() {
    this.#host?.removeEventListener("ombud:look", this.#look);
    this.#host?.removeEventListener("keydown", this.#press, true);
    this.#host?.removeEventListener("focusout", this.#leave);
  }

  get #isOpen() {
    return this.#list.matches(":popover-open");
  }

  get #shown() {
    return [...this.#list.querySelectorAll("[role=option]:not([hidden])")];
  }

  get #current() {
    return this.#list.querySelector("[aria-selected=true]");
  }

  #offer() {
    const editor = this.#host.editor;
    this.#typed = this.#typedIn(editor);
    if (this.#typed === null || this.#typed === this.#dismissed) {
      if (this.#typed === null) this.#dismissed = "";
      return this.#close();
    }
    if (!this.#list.childElementCount) {
      return this.#list.dispatchEvent(new CustomEvent("ombud:ask"));
    }
    this.#filter();
    if (!this.#shown.length) return this.#close();
    if (!this.#isOpen) this.#list.showPopover();
    this.#place(editor);
    this.#mark(this.#shown[0]);
  }

  // What stands between the last @ and the caret.
  #typedIn(editor) {
    const { empty, $from } = editor.state.selection;
    if (!empty || !editor.view.hasFocus()) return null;
    const before = $from.parent.textBetween(0, $from.parentOffset, "\n", "\ufffc");
    return before.match(TYPED)?.[1] ?? null;
  }

  #filter() {
    const words = plain(this.#typed);
    let left = MOST;
    for (const option of this.#list.querySelectorAll("[role=option]")) {
      const all = ` ${plain(option.dataset.words)}`;
      option.hidden = !(left && all.includes(` ${words}`) && left--);
    }
  }

  #place(editor) {
    const from = editor.state.selection.from - this.#typed.length - 1;
    const caret = editor.view.coordsAtPos(from);
    const { offsetHeight: height, offsetWidth: width } = this.#list;
    const isUp = caret.bottom + height + 12 > innerHeight;
    Object.assign(this.#list.style, {
      inset: "auto",
      left: `${Math.max(8, Math.min(caret.left, innerWidth - width - 8))}px`,
      top: `${isUp ? Math.max(8, caret.top - height - 4) : caret.bottom + 4}px`,
    });
  }

  #mark(option) {
    this.#current?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    const field = this.#host.editor.view.dom;
    field.setAttribute("aria-controls", this.#list.id);
    field.setAttribute("aria-activedescendant", option.id);
  }

  #key(event) {
    if (!this.#isOpen) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const shown = this.#shown;
    if (step) {
      const at = shown.indexOf(this.#current);
      this.#mark(shown[(at + step + shown.length) % shown.length]);
    } else if (event.key === "Escape") {
      this.#dismissed = this.#typed;
      this.#close();
    } else if (["Enter", "Tab"].includes(event.key) && !event.ctrlKey && !event.metaKey) {
      this.#choose(this.#current);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #choose(option) {
    const { key, name } = option.dataset;
    const editor = this.#host.editor;
    const to = editor.state.selection.from;
    const from = to - this.#typed.length - 1;
    this.#close();
    editor
      .chain()
      .focus()
      .insertContentAt({ from, to }, [
        { type: "mention", attrs: { key, name } },
        { type: "text", text: " " },
      ])
      .run();
  }

  #close() {
    if (this.#isOpen) this.#list.hidePopover();
    this.#host.editor?.view.dom.removeAttribute("aria-activedescendant");
  }
}

customElements.define("ombud-mentions", OmbudMentions);
