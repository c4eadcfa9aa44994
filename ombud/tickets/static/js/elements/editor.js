// <ombud-editor data-source data-html>: rich text over a plain textarea. Until the editor
// has arrived, and where it does not, the textarea is the field. `html` is what is written.

const escape = (text) =>
  text.replace(/[&<>]/g, (mark) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[mark]);
const asHtml = (text) =>
  text
    .split(/\n{2,}/)
    .filter((each) => each.trim())
    .map((each) => `<p>${escape(each).replaceAll("\n", "<br>")}</p>`)
    .join("");
const isForPage = ({ key, ctrlKey, metaKey }) =>
  key === "Escape" || (key === "Enter" && (ctrlKey || metaKey));
// The space after the last word typed so far belongs to the next one.
const PARSING = { preserveWhitespace: true };
const BLANK = /^(<p>(<br[^>]*>)?<\/p>|\s)*$/;

// @name, one thing in the text: see <ombud-mentions>.
const mention = (kit) =>
  kit.Node.create({
    name: "mention",
    group: "inline",
    inline: true,
    atom: true,
    addAttributes: () => ({ key: {}, name: {} }),
    parseHTML: () => [
      {
        tag: "span[data-mention]",
        getAttrs: (span) => ({
          key: span.dataset.mention,
          name: span.textContent.replace(/^@/, ""),
        }),
      },
    ],
    renderHTML: ({ node: { attrs } }) => ["span", { "data-mention": attrs.key }, `@${attrs.name}`],
    renderText: ({ node }) => `@${node.attrs.name}`,
  });

class OmbudEditor extends HTMLElement {
  #editor = null;
  #textarea = this.querySelector("textarea");
  #hidden = this.querySelector("input[type=hidden]");
  #typed = "";

  async connectedCallback() {
    if (this.#editor || !this.#textarea) return;
    this.#typed = this.#textarea.defaultValue;
    const kit = await import(this.dataset.source);
    if (this.isConnected && !this.#editor) this.#start(kit);
  }

  disconnectedCallback() {
    this.#editor?.destroy();
    this.#editor = null;
  }

  get editor() {
    return this.#editor;
  }

  get html() {
    const html = this.#editor ? this.#editor.getHTML() : asHtml(this.#textarea.value);
    return BLANK.test(html) ? "" : html;
  }

  set html(html) {
    if (this.#editor) {
      this.#editor.commands.setContent(html, { emitUpdate: true, parseOptions: PARSING });
      this.#changed();
    } else {
      this.dataset.html = html;
      this.#textarea.value = this.#typed = new DOMParser().parseFromString(
        html,
        "text/html",
      ).body.innerText;
    }
  }

  get isEmpty() {
    return !this.html;
  }

  focus() {
    if (!this.#editor) return this.#textarea.focus();
    const { view, state } = this.#editor;
    if (!view.hasFocus()) this.#editor.commands.setTextSelection(state.doc.content.size);
    view.focus();
  }

  #start(kit) {
    const wasFocused = this.#textarea.matches(":focus");
    const isTyped = this.#textarea.value !== this.#typed;
    const content = isTyped ? asHtml(this.#textarea.value) : this.dataset.html;
    this.#editor = new kit.Editor({
      element: { mount: this.#place() },
      // Its own style element would break the content policy; editor.css has the rules.
      injectCSS: false,
      extensions: this.#extensions(kit),
      content,
      parseOptions: PARSING,
      editorProps: {
        attributes: this.#attributes(),
        // Ctrl Enter and Esc are the page's: <ombud-hotkeys>.
        handleDOMEvents: { keydown: (_view, event) => isForPage(event) },
      },
      onUpdate: () => this.#changed(),
      onTransaction: () => this.dispatchEvent(new Event("ombud:look")),
    });
    this.#textarea.hidden = this.#textarea.disabled = true;
    this.#hidden.disabled = false;
    this.#hidden.value = this.html;
    if (wasFocused) this.focus();
    if (isTyped) this.#changed();
    this.dispatchEvent(new Event("ombud:ready", { bubbles: true }));
  }

  #place() {
    const place = document.createElement("div");
    this.#textarea.before(place);
    return place;
  }

  #attributes() {
    return {
      class: "composer-body",
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": this.#textarea.ariaLabel,
      lang: this.#textarea.lang || document.documentElement.lang,
    };
  }

  #extensions(kit) {
    const lineBreak = kit.HardBreak.extend({
      // Ctrl Enter sends.
      addKeyboardShortcuts() {
        return { "Shift-Enter": () => this.editor.commands.setHardBreak() };
      },
    });
    const link = kit.Link.extend({ addKeyboardShortcuts: () => ({}) });
    const schemes = ["http", "https", "mailto", "tel"];
    return [
      kit.Document, kit.Paragraph, kit.Text, lineBreak, kit.Bold, kit.Italic,
      kit.Underline, kit.Strike, kit.BulletList, kit.OrderedList, kit.ListItem,
      kit.Blockquote, kit.History, kit.Dropcursor,
      link.configure({ openOnClick: false, autolink: true, protocols: schemes }),
      kit.Image.configure({ inline: true, allowBase64: false }),
      ...(this.hasAttribute("data-mentions") ? [mention(kit)] : []),
    ];
  }

  #changed() {
    this.#hidden.value = this.html;
    this.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

customElements.define("ombud-editor", OmbudEditor);
