// <ombud-templates data-groups>: templates for the <ombud-editor> of the same form. Its
// menu opens by its button, by a / typed as a word of its own, and by links with
// data-insert, which take one at once. Arrows and Enter choose; what comes back stands
// where the caret was. Placeholders that are open still are marked in the text.

const SLASH = /(?:^|\s)\/$/;

class OmbudTemplates extends HTMLElement {
  #host = null;
  #menu = this.querySelector("[popover]");
  #input = this.querySelector("input[type=search]");
  #isTyped = false;
  #isSlash = false;
  #isWaiting = false;
  #gap = new RegExp(`\\{\\{[-\\s]*(?:${this.dataset.groups})\\.[^{}]*\\}\\}`, "giu");
  #look = () => this.#looked();
  #type = (event) => (this.#isTyped = event.data === "/");
  #press = (event) => this.#pressed(event);

  connectedCallback() {
    this.#host = this.closest("form").querySelector("ombud-editor");
    this.#host.addEventListener("ombud:look", this.#look);
    this.#host.addEventListener("ombud:ready", this.#look);
    this.#host.addEventListener("beforeinput", this.#type, true);
    document.addEventListener("click", this.#press);
    this.#menu.addEventListener("toggle", (event) => this.#toggle(event));
    this.#menu.addEventListener("keydown", (event) => this.#key(event));
    this.#menu.addEventListener("click", (event) => this.#click(event));
    this.#menu.addEventListener("htmx:afterSettle", () => this.#enterNow());
    this.addEventListener("change", () => this.#ask());
    this.addEventListener("ombud:insert", ({ detail }) => this.#insert(detail.all[0].html));
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.#press);
    globalThis.CSS?.highlights?.delete("gap");
  }

  get #button() {
    return document.querySelector(`[popovertarget="${this.#menu.id}"]`);
  }

  get #options() {
    return [...this.#menu.querySelectorAll("button[role=option]")];
  }

  get #chosen() {
    return this.#menu.querySelector("[role=option][aria-selected=true]");
  }

  #looked() {
    this.#mark();
    if (!this.#isTyped) return;
    this.#isTyped = false;
    const { empty, $from } = this.#host.editor.state.selection;
    const before = $from.parent.textBetween(0, $from.parentOffset, "\n", "\ufffc");
    if (!empty || !SLASH.test(before)) return;
    this.#isSlash = true;
    this.#menu.showPopover({ source: this.#button });
  }

  #toggle({ newState }) {
    if (newState !== "open") return;
    this.#input.value = "";
    this.#isWaiting = false;
    this.#ask();
  }

  #ask() {
    this.#input.dispatchEvent(new CustomEvent("ombud:ask"));
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const options = this.#options;
    if (step && options.length) {
      const at = options.indexOf(this.#chosen);
      this.#choose(options[(at + step + options.length) % options.length]);
    } else if (event.key === "Enter" && event.target === this.#input) {
      this.#isWaiting = true;
      this.#enterNow();
    } else if (event.key === " " && this.#isSlash && !this.#input.value) {
      // “and / or”: a slash with a space after it is only a slash.
      this.#isSlash = false;
      this.#menu.hidePopover();
      this.#host.editor.chain().focus().insertContent(" ").run();
    } else if (event.key === "Escape") {
      this.#isSlash = false;
      return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // Whoever types quicker than the list comes means what they have typed.
  #enterNow() {
    const list = this.#menu.querySelector("[role=listbox]");
    if (!this.#isWaiting || list.dataset.of !== this.#input.value.trim()) return;
    this.#isWaiting = false;
    this.#chosen?.click();
  }

  // The list may be another one before the answer comes: the request is this button's.
  #click(event) {
    const option = event.target.closest("button[role=option]");
    if (!option) return;
    event.preventDefault();
    this.#pick(option.value);
  }

  #pick(slug) {
    const button = this.querySelector("[data-pick]");
    button.value = slug;
    button.click();
  }

  #choose(option) {
    this.#chosen?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.#input.setAttribute("aria-activedescendant", option.id);
  }

  // From the palette, or wherever else one is offered by name.
  #pressed(event) {
    const slug = event.target.closest?.("[data-insert]")?.dataset.insert;
    if (!slug) return;
    event.preventDefault();
    this.#isSlash = false;
    this.#pick(slug);
  }

  #insert(html) {
    const editor = this.#host.editor;
    const words = new DOMParser().parseFromString(html, "text/html").body;
    if (this.#menu.matches(":popover-open")) this.#menu.hidePopover();
    if (!editor) {
      const field = this.#host.querySelector("textarea");
      field.setRangeText(words.innerText, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      return;
    }
    const { from } = editor.state.selection;
    const chain = editor.chain().focus();
    if (this.#isSlash) chain.deleteRange({ from: from - 1, to: from });
    this.#isSlash = false;
    // A single paragraph goes into the line, more of them between the lines.
    const only = words.children.length === 1 && words.firstElementChild.matches("p");
    chain.insertContent(only ? words.firstElementChild.innerHTML : html).run();
    this.#enter(editor);
  }

  // The first gap is chosen: whoever types fills it in.
  #enter(editor) {
    let found = null;
    editor.state.doc.descendants((node, at) => {
      const match = !found && node.isText && node.text.match(this.#gap);
      if (match) found = { from: at + node.text.indexOf(match[0]), length: match[0].length };
    });
    if (!found) return;
    editor.commands.setTextSelection({ from: found.from, to: found.from + found.length });
  }

  #mark() {
    if (!globalThis.CSS?.highlights || !this.#host.editor) return;
    const ranges = [];
    const walker = document.createTreeWalker(this.#host.editor.view.dom, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const match of walker.currentNode.data.matchAll(this.#gap)) {
        const range = new Range();
        range.setStart(walker.currentNode, match.index);
        range.setEnd(walker.currentNode, match.index + match[0].length);
        ranges.push(range);
      }
    }
    CSS.highlights.set("gap", new Highlight(...ranges));
  }
}

customElements.define("ombud-templates", OmbudTemplates);

// What a full answer sets beside its words is taken off again.
document.addEventListener("click", (event) => {
  const sets = event.target.closest?.("[data-clear-sets]")?.closest(".template-sets");
  if (!sets) return;
  for (const field of sets.querySelectorAll("input")) field.value = "";
  sets.hidden = true;
  sets.querySelector("input").dispatchEvent(new Event("change", { bubbles: true }));
});
