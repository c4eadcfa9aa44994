// <ombud-words>: its buttons with data-word put that word where the caret stood last, in
// an <ombud-editor> or a field of one line; else at the end of the first editor.

class OmbudWords extends HTMLElement {
  #last = null;

  connectedCallback() {
    this.addEventListener("focusin", ({ target }) => {
      this.#last = target.closest("ombud-editor, input[type=text]") ?? this.#last;
    });
    // The caret stays where it is.
    this.addEventListener("mousedown", (event) => {
      if (event.target.closest("[data-word]")) event.preventDefault();
    });
    this.addEventListener("click", (event) => {
      const button = event.target.closest("[data-word]");
      if (button) this.#insert(button.dataset.word);
    });
  }

  #insert(word) {
    const place = this.#last?.isConnected ? this.#last : this.querySelector("ombud-editor");
    const field = place.matches("input") ? place : place.querySelector("textarea:not([hidden])");
    if (field) {
      field.focus();
      field.setRangeText(word, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    } else place.editor.chain().focus().insertContent({ type: "text", text: word }).run();
  }
}

customElements.define("ombud-words", OmbudWords);
