// <ombud-autosave data-key data-version>: keeps what its form holds. Every keystroke goes
// to this computer, every two seconds and on leaving the field to the server. A text that
// was not saved comes back; where the server's is newer, the one from here is offered.
// What was sent is nobody's draft any more.

const EVERY = 2_000;
const FIELDS = ["to", "cc", "bcc"];

class OmbudAutosave extends HTMLElement {
  #timer = 0;
  #isDirty = false;
  #other = null;
  #sent = null;
  #leave = () => this.#save();

  connectedCallback() {
    const area = this.closest(".composer");
    area.addEventListener("input", (event) => this.#isMine(event) && this.#typed());
    area.addEventListener("change", (event) => this.#isMine(event) && this.#typed());
    area.addEventListener("focusout", (event) => this.#isMine(event) && this.#save());
    this.addEventListener("click", (event) => this.#click(event));
    this.addEventListener("htmx:afterRequest", (event) => this.#saved(event));
    this.#form.addEventListener("htmx:beforeSend", (event) => this.#sending(event));
    this.#form.addEventListener("htmx:beforeOnLoad", (event) => this.#forget(event));
    document.addEventListener("visibilitychange", this.#leave);
    this.#editor.addEventListener("ombud:ready", () => this.#restore(), { once: true });
    if (this.#editor.editor) this.#restore();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#leave);
  }

  #form = this.closest("form");
  #editor = this.#form.querySelector("ombud-editor");

  get #version() {
    return Number(this.#form.elements.version.value);
  }

  #isMine(event) {
    const field = event.target;
    // What stands in a menu is looked for, not written.
    return !field.matches("[type=file], [popover] *") &&
      (field.form === this.#form || this.#form.contains(field));
  }

  #typed() {
    this.#isDirty = true;
    this.#keep({ isSaved: false });
    this.#timer ||= setTimeout(() => this.#save(), EVERY);
  }

  flush() {
    this.#save();
  }

  // After a conflict: with the newer text, or with the one that stands here.
  settle(newer) {
    const mine = this.#words();
    if (newer) {
      this.#show(newer);
      this.#offer(mine, "mine");
    }
    this.#typed();
    this.#save();
  }

  #save() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const isAsking = this.#form.querySelector("[data-conflict]");
    if (!this.#isDirty || isAsking || !this.isConnected) return;
    this.#isDirty = false;
    this.dispatchEvent(new Event("ombud:save"));
  }

  #saved(event) {
    if (event.target !== this) return;
    if (!event.detail.successful) this.#isDirty = true;
    else if (!this.#isDirty) this.#keep({ isSaved: true });
  }

  #sending(event) {
    if (event.target === this.#form) this.#sent = this.#editor.html;
  }

  // Before the empty paper is here: it would take the text for one not saved.
  #forget(event) {
    if (event.target !== this.#form || event.detail.xhr.status !== 200) return;
    if (this.#editor.html === this.#sent) localStorage.removeItem(this.dataset.key);
  }

  #words() {
    const fields = FIELDS.map((name) => [name, this.#form.elements[name]?.value]);
    return { html: this.#editor.html, ...Object.fromEntries(fields) };
  }

  #keep(more) {
    const kept = { ...this.#words(), version: this.#version, ...more };
    try {
      localStorage.setItem(this.dataset.key, JSON.stringify(kept));
    } catch {
      // A full or forbidden storage must not stop the writing.
    }
  }

  #restore() {
    const kept = JSON.parse(localStorage.getItem(this.dataset.key) ?? "null");
    const server = this.#words();
    if (!kept) return;
    if (kept.isSaved || kept.html === server.html) {
      if (!server.html) localStorage.removeItem(this.dataset.key);
    } else if (kept.version === this.#version) {
      this.#show(kept);
      if (server.html) this.#offer(server, kept.html ? "back" : "other");
      this.#typed();
    } else if (kept.html) this.#offer(kept, "other");
  }

  #show(words) {
    this.#editor.html = words.html;
    for (const name of FIELDS) {
      const field = this.#form.elements[name];
      if (field && words[name] !== undefined && field.value !== words[name]) {
        field.value = words[name];
        field.dispatchEvent(new Event("ombud:set"));
      }
    }
  }

  #offer(words, why) {
    this.#other = words;
    const strip = this.querySelector("[data-offer]");
    const span = strip.querySelector("span");
    span.textContent = span.dataset[`${why}Text`];
    strip.hidden = false;
  }

  #click(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const mine = this.#words();
    this.querySelector("[data-offer]").hidden = true;
    if (!button.hasAttribute("data-swap")) return;
    this.#show(this.#other);
    this.#offer(mine, "other");
  }
}

customElements.define("ombud-autosave", OmbudAutosave);
