// <ombud-selection data-list>: which rows of the list are chosen. X chooses the row in
// focus, Shift X and Shift click a range. What is chosen survives paging, a newer list and
// live rows; the form inside asks for the bar with what can be done with all of them.

const MOST = 2000;
// Per list, for as long as the page lives; the tab keeps it beyond.
const kept = new Map();

const read = (list) => {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(`ombud-chosen-${list}`) ?? "[]"));
  } catch {
    return new Set();
  }
};

class OmbudSelection extends HTMLElement {
  #anchor = null;
  #menu = null;

  connectedCallback() {
    if (!kept.has(this.dataset.list)) kept.set(this.dataset.list, read(this.dataset.list));
    document.addEventListener("click", this.#click);
    document.addEventListener("change", this.#change);
    document.addEventListener("ombud:batch", this.#begun);
    document.addEventListener("htmx:beforeSwap", this.#leave);
    document.addEventListener("htmx:afterSettle", this.#settle);
    document.addEventListener("htmx:oobAfterSwap", this.#settle);
    this.#show();
    if (this.#chosen.size) setTimeout(() => this.#again());
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.#click);
    document.removeEventListener("change", this.#change);
    document.removeEventListener("ombud:batch", this.#begun);
    document.removeEventListener("htmx:beforeSwap", this.#leave);
    document.removeEventListener("htmx:afterSettle", this.#settle);
    document.removeEventListener("htmx:oobAfterSwap", this.#settle);
  }

  get #chosen() {
    return kept.get(this.dataset.list);
  }

  get #boxes() {
    return [...document.querySelectorAll("#list .trow-check")];
  }

  get #bar() {
    return document.getElementById("bulk");
  }

  #boxOf = (row) => row?.querySelector(":scope > .trow-check");

  #focused() {
    const row =
      document.activeElement?.closest(".trow") ??
      document.querySelector("#list .trow:has(> a[aria-current])") ??
      document.querySelector("#list .trow");
    return this.#boxOf(row);
  }

  #click = (event) => {
    const key = event.target.closest?.("[data-select]");
    if (key && this.contains(key)) return this.#press(key.dataset.select);
    if (event.target.closest?.("[data-clear]")) return this.#clear();
    const row = event.target.closest?.("#list .trow");
    if (!row || !event.shiftKey) return;
    // A range ends here; the browser would open a window.
    const box = this.#boxOf(row);
    if (event.target !== box) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    this.#range(box, event.target === box ? box.checked : true);
    getSelection()?.removeAllRanges();
  };

  #change = (event) => {
    if (!event.target.matches?.("#list .trow-check")) return;
    this.#choose([event.target], event.target.checked);
    this.#anchor = event.target.value;
  };

  #press(what) {
    const box = this.#focused();
    if (!box) return;
    if (what === "range") return this.#range(box, true);
    this.#choose([box], !this.#chosen.has(box.value));
    this.#anchor = box.value;
  }

  #range(box, on) {
    const boxes = this.#boxes;
    const from = boxes.findIndex((each) => each.value === this.#anchor);
    const to = boxes.indexOf(box);
    const [first, last] = [from < 0 ? to : from, to].sort((a, b) => a - b);
    this.#choose(boxes.slice(first, last + 1), on);
    this.#anchor = box.value;
  }

  #choose(boxes, on) {
    for (const box of boxes) {
      if (!on) this.#chosen.delete(box.value);
      else if (this.#chosen.size < MOST) this.#chosen.add(box.value);
    }
    this.#changed();
  }

  #clear = () => {
    this.#chosen.clear();
    this.#changed();
  };

  // The answer is swapped in beside the bar: it has to stand until then.
  #begun = () => setTimeout(this.#clear);

  #changed() {
    const all = JSON.stringify([...this.#chosen]);
    sessionStorage.setItem(`ombud-chosen-${this.dataset.list}`, all);
    this.#show();
    if (this.#chosen.size) this.#ask();
    else this.#bar?.replaceChildren();
  }

  // htmx may not have come to the form yet.
  #again() {
    htmx.process(this);
    this.#ask();
  }

  #ask() {
    this.querySelector("form").dispatchEvent(new CustomEvent("ombud:chosen"));
  }

  // A menu that somebody has opened meanwhile opens again in the newer bar.
  #leave = (event) => {
    if (event.target.id === "bulk") {
      this.#menu = this.#bar?.querySelector(":popover-open")?.id;
    }
  };

  #reopen() {
    if (this.#menu) this.#bar?.querySelector(`[popovertarget="${this.#menu}"]`)?.click();
    this.#menu = null;
  }

  // The answer to “all of this list” says which those are.
  #settle = (event) => {
    const told = event.target.closest?.("#bulk[data-numbers]");
    if (told) {
      const numbers = told.dataset.numbers.split(",").filter(Boolean);
      const late = !this.#chosen.size;
      if (late) told.replaceChildren();
      else if (event.detail.requestConfig?.parameters?.all === "on") {
        kept.set(this.dataset.list, new Set(numbers));
        sessionStorage.setItem(`ombud-chosen-${this.dataset.list}`, JSON.stringify(numbers));
      }
      this.#reopen();
    }
    this.#show();
  };

  #show() {
    const boxes = this.#boxes;
    for (const box of boxes) box.checked = this.#chosen.has(box.value);
    const list = document.getElementById("list");
    list?.toggleAttribute("data-choosing", this.#chosen.size > 0);
    // Also the bar's: it may still be the one of fewer rows.
    for (const field of document.querySelectorAll(".bulkbar [name=numbers], ombud-selection [name=numbers]")) {
      field.value = [...this.#chosen].join(",");
    }
    const away = this.#chosen.size - boxes.filter((box) => box.checked).length;
    const words = this.#bar?.querySelector("[data-away]");
    if (words) words.textContent = away ? words.dataset.away.replace("{n}", away) : "";
    const output = this.#bar?.querySelector("output");
    if (output && this.#chosen.size) output.textContent = this.#chosen.size;
  }
}

customElements.define("ombud-selection", OmbudSelection);
