// <ombud-compose>: the two papers of the composer. Buttons with data-write open one;
// going from a begun reply to the note asks once what shall become of the text.

class OmbudCompose extends HTMLElement {
  #hasAsked = false;
  #listen = (event) => this.#open(event);
  #settle = () => this.#press();

  connectedCallback() {
    this.addEventListener("change", (event) => {
      if (event.target.name === "sheet") this.#switch(event.target.value);
    });
    this.addEventListener("click", (event) => this.#answer(event));
    this.addEventListener("submit", (event) => this.#busy(event), true);
    this.addEventListener("htmx:afterRequest", (event) => this.#after(event));
    document.addEventListener("click", this.#listen);
    document.addEventListener("htmx:afterSettle", this.#settle);
    this.#press();
    if (this.#dock.hasAttribute("data-open")) this.#begin(this.#kind);
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.#listen);
    document.removeEventListener("htmx:afterSettle", this.#settle);
  }

  get #dock() {
    return this.closest(".composer-dock");
  }

  get #kind() {
    return this.querySelector("[name=sheet]:checked")?.value ?? "reply";
  }

  #editor(kind) {
    return this.querySelector(`#${kind}-form ombud-editor`);
  }

  #open(event) {
    const button = event.target.closest?.("a[data-write], a[data-opens]");
    const kind = button?.dataset.write ?? button?.dataset.opens;
    const radio = kind && this.querySelector(`[name=sheet][value=${kind}]`);
    if (!radio) return;
    event.preventDefault();
    if (!radio.checked) {
      radio.checked = true;
      this.#switch(kind);
    }
    this.#begin(kind);
  }

  #begin(kind) {
    this.#dock.setAttribute("data-open", "");
    this.#press();
    const editor = this.#editor(kind);
    if (!editor) return;
    editor.focus();
    editor.addEventListener("ombud:ready", () => editor.focus(), { once: true });
  }

  #switch(kind) {
    const reply = this.#editor("reply");
    const ask = this.querySelector("[data-ask]");
    ask.hidden = !(kind === "note" && !this.#hasAsked && reply && !reply.isEmpty);
    this.#hasAsked ||= !ask.hidden;
    this.#press();
    if (ask.hidden) this.#editor(kind)?.focus();
    else ask.querySelector("button").focus();
  }

  #answer(event) {
    if (event.target.closest("[data-fold]")) this.#dock.removeAttribute("data-open");
    const button = event.target.closest("[data-ask] button");
    if (!button) return;
    button.closest("[data-ask]").hidden = true;
    const [reply, note] = [this.#editor("reply"), this.#editor("note")];
    if (button.hasAttribute("data-back")) {
      this.querySelector("[name=sheet][value=reply]").click();
    } else if (button.hasAttribute("data-take")) {
      note.html += reply.html;
      reply.html = "";
      for (const each of this.querySelectorAll("ombud-autosave")) each.flush();
    }
    this.#editor(this.#kind).focus();
  }

  // “Reply” is pressed while its paper lies on top.
  #press() {
    for (const button of document.querySelectorAll(".actions [data-write]")) {
      const isOn = button.dataset.write === this.#kind;
      button.setAttribute("aria-pressed", isOn);
      // One filled button a view: while a note is written, that is its own.
      if (button.dataset.write === "reply") button.classList.toggle("btn-primary", isOn);
    }
  }

  #busy(event) {
    event.submitter?.setAttribute("aria-busy", "true");
  }

  #after(event) {
    for (const button of this.querySelectorAll("[aria-busy]")) {
      button.removeAttribute("aria-busy");
    }
    const problem = this.querySelector(".composer-errors [data-field]");
    const name = event.detail.xhr.status === 422 && problem?.dataset.field;
    if (!name) return;
    const field = this.querySelector(`#reply-${name}`);
    field?.closest("details")?.setAttribute("open", "");
    if (field) (field.closest(".chips")?.querySelector("input:not([hidden])") ?? field).focus();
    else this.#editor(this.#kind)?.focus();
  }
}

customElements.define("ombud-compose", OmbudCompose);

// A page that is asked something first (409) shows the question; no toast on top of it.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status !== 409 || !xhr.response) return;
  event.detail.shouldSwap = true;
  event.detail.isError = Boolean(xhr.getResponseHeader("X-Ombud-Message"));
});

// After sending, by choice: the ticket below in the list.
document.addEventListener("ombud:next", () => {
  const row = document.querySelector("#list .trow:has(> a[aria-current])");
  (row?.nextElementSibling?.querySelector("a") ?? null)?.click();
});
