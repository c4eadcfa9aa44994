// <ombud-hotkeys data-single="on|off">: presses what declares data-hotkey.
// "r" one key · "g h" one after the other · "shift+x" · "mod+k" Ctrl or ⌘, also in fields.
// A field with a hotkey is focused, everything else is clicked.

const FIELDS = "input, textarea, select, [contenteditable]:not([contenteditable=false])";
const CHORD = 900;
const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);

class OmbudHotkeys extends HTMLElement {
  #first = "";
  #at = 0;
  #listen = (event) => this.#press(event);
  #label = () => isMac && this.#printForMac();

  connectedCallback() {
    addEventListener("keydown", this.#listen);
    addEventListener("change", this.#change);
    document.addEventListener("htmx:afterSettle", this.#label);
    this.#label();
  }

  disconnectedCallback() {
    removeEventListener("keydown", this.#listen);
    removeEventListener("change", this.#change);
    document.removeEventListener("htmx:afterSettle", this.#label);
  }

  #change = (event) => {
    if (!event.target.matches?.("[data-single-keys]")) return;
    this.dataset.single = event.target.checked ? "on" : "off";
  };

  #press(event) {
    if (event.defaultPrevented || event.isComposing) return;
    const name = this.#name(event);
    const isSingle = !/^(mod|alt)\+/.test(name);
    const isFree = !event.target.closest?.(FIELDS) && !document.querySelector(":modal");
    if (name === "escape" && event.target.closest?.(FIELDS)) {
      if (!document.querySelector(":modal")) event.target.blur();
      return;
    }
    // It closes the menu first, and only then means anything else.
    if (name === "escape" && document.querySelector(":popover-open")) return;
    if (isSingle && (!isFree || this.dataset.single === "off")) return;
    const chord = event.timeStamp - this.#at < CHORD ? `${this.#first} ${name}` : "";
    const found = (chord && this.#find(chord, event)) || this.#find(name, event);
    this.#first = found ? "" : name;
    this.#at = event.timeStamp;
    if (found) {
      event.preventDefault();
      this.#do(found);
    }
  }

  // Letters fall back to the place of the key, so that Greek and other layouts work.
  #name(event) {
    if (event.getModifierState("AltGraph")) return "";
    const isLetter = /^[\x20-\x7e]$/.test(event.key) || !/^Key[A-Z]$/.test(event.code);
    const key = (isLetter ? event.key : event.code.slice(3)).toLowerCase();
    const mod = event.ctrlKey || event.metaKey ? "mod+" : "";
    const alt = event.altKey ? "alt+" : "";
    const isShifted = event.shiftKey && (/^[a-z]$/.test(key) || key.length > 1);
    return `${mod}${alt}${isShifted ? "shift+" : ""}${key}`;
  }

  // The one in the same form, else the first in sight, else a hidden one.
  #find(name, event) {
    if (!name || /["\\]/.test(name)) return null;
    const all = [...document.querySelectorAll(`[data-hotkey="${name}"]`)].filter(
      (each) => !each.disabled && !each.closest("[inert], dialog:not([open])"),
    );
    const form = event.target.closest?.("form");
    return (
      all.find((each) => form && each.form === form) ??
      all.find((each) => each.checkVisibility()) ??
      all[0]
    );
  }

  #do(element) {
    if (element.matches(FIELDS) && !element.matches("[type=checkbox], [type=radio]")) {
      element.focus();
      element.select?.();
    } else {
      element.click();
    }
  }

  #printForMac() {
    for (const key of document.querySelectorAll("kbd")) {
      if (key.textContent.includes("Ctrl")) {
        key.textContent = key.textContent.replace("Ctrl", "⌘");
      }
    }
  }
}

customElements.define("ombud-hotkeys", OmbudHotkeys);
