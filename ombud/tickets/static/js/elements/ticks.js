// <ombud-ticks>: a bar for what is ticked, in a table small enough to be ticked by hand.
// [data-all] ticks all, [data-clear] none; [data-count] says how many. Without script the
// bar is always there. A list that fetches itself keeps what was ticked.

const ticked = new Set();

class OmbudTicks extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", this.#change);
    this.querySelector("[data-clear]").onclick = () => this.#set(false);
    for (const hidden of this.querySelectorAll("[hidden]")) hidden.hidden = false;
    for (const box of this.#boxes) box.checked = ticked.has(box.value);
    this.#show();
  }

  get #boxes() {
    return [...this.querySelectorAll("input[type=checkbox]:not([data-all])")];
  }

  #change = (event) => {
    if (event.target.matches("[data-all]")) this.#set(event.target.checked);
    else this.#show();
  };

  #set(on) {
    for (const box of this.#boxes) box.checked = on;
    this.#show();
  }

  #show() {
    const all = this.#boxes;
    const chosen = all.filter((box) => box.checked);
    ticked.clear();
    for (const box of chosen) ticked.add(box.value);
    const whole = this.querySelector("[data-all]");
    whole.checked = chosen.length === all.length;
    whole.indeterminate = chosen.length > 0 && chosen.length < all.length;
    this.querySelector("output").textContent = chosen.length;
    this.querySelector("[role=toolbar]").hidden = chosen.length === 0;
  }
}

customElements.define("ombud-ticks", OmbudTicks);
