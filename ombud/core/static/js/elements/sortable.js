// <ombud-sortable data-status="#said" data-said="{name} {place} {count}">: lines in an order.
// Drag a line's .grip, or press Alt ↑ ↓ in it. Each line has a hidden button
// [data-place]; its value gets ":" and the new place, counted from nought, and is sent.

const WAIT = 450;

class OmbudSortable extends HTMLElement {
  #line = null;
  #from = 0;
  #sent = null;
  #timer = 0;

  connectedCallback() {
    this.addEventListener("pointerdown", this.#take);
    this.addEventListener("keydown", this.#press);
    this.addEventListener("htmx:responseError", this.#putBack);
  }

  get #lines() {
    return [...this.querySelectorAll("li")];
  }

  #take = (event) => {
    const grip = event.target.closest(".grip");
    if (!grip || event.button) return;
    event.preventDefault();
    grip.focus({ focusVisible: false });
    this.#begin(grip.closest("li"));
    grip.setPointerCapture(event.pointerId);
    grip.onpointermove = (move) => this.#drag(move);
    grip.onpointerup = () => this.#drop(grip);
    grip.onpointercancel = () => this.#drop(grip, true);
  };

  #begin(line) {
    if (this.#line) return;
    this.#line = line;
    this.#from = this.#lines.indexOf(line);
    line.classList.add("is-dragging");
  }

  #drag(event) {
    const over = this.#lines.find((line) => {
      const box = line.getBoundingClientRect();
      return event.clientY >= box.top && event.clientY < box.bottom;
    });
    if (over && over !== this.#line) this.#put(this.#lines.indexOf(over));
  }

  #drop(grip, isOff = false) {
    grip.onpointermove = grip.onpointerup = grip.onpointercancel = null;
    if (isOff) this.#put(this.#from);
    this.#send();
  }

  #press = (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const line = event.target.closest("li");
    // Alt ↓ opens a list of choices.
    if (!step || !event.altKey || !line || event.target.matches("select")) return;
    event.preventDefault();
    if (this.#line && this.#line !== line) return;
    this.#begin(line);
    this.#put(this.#lines.indexOf(line) + step, event.target);
    this.#say(line);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(), WAIT);
  };

  // A line that moves in the document loses the focus, so it gets it back.
  #put(place, focused = document.activeElement) {
    const others = this.#lines.filter((line) => line !== this.#line);
    const at = Math.max(0, Math.min(place, others.length));
    const isBefore = others[at] ?? null;
    if (this.#line.nextElementSibling === isBefore) return;
    this.#line.parentElement.insertBefore(this.#line, isBefore);
    if (this.#line.contains(focused)) focused.focus();
  }

  #say(line) {
    const words = { name: line.dataset.name, count: this.#lines.length };
    words.place = this.#lines.indexOf(line) + 1;
    const status = document.querySelector(this.dataset.status);
    if (!status) return;
    status.textContent = this.dataset.said.replace(/{(\w+)}/g, (_, key) => words[key]);
  }

  // Somebody was faster: what is said in the corner, the list shows too.
  #putBack = () => {
    this.#line = this.#sent;
    if (this.#line) this.#put(this.#from);
    this.#line = null;
  };

  #send() {
    const line = this.#line;
    const place = this.#lines.indexOf(line);
    this.#line = null;
    line.classList.remove("is-dragging");
    if (place === this.#from) return;
    this.#sent = line;
    const button = line.querySelector("[data-place]");
    button.value = `${button.dataset.place}:${place}`;
    button.click();
  }
}

customElements.define("ombud-sortable", OmbudSortable);
