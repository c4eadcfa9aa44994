// <ombud-timeline>: takes a newer timeline over entry by entry, so that nothing moves
// under the reader: what is the same stays, <details> stay open, the scroll stays. Says
// in the pill that something new stands below, and where the reader is at the end shows it.

const SLACK = 48;

class OmbudTimeline extends HTMLElement {
  connectedCallback() {
    document.addEventListener("htmx:beforeSwap", this.#before);
    document.addEventListener("htmx:oobBeforeSwap", this.#before);
    this.#scroller?.addEventListener("scroll", this.#scrolled, { passive: true });
    this.#pill?.addEventListener("click", this.#toEnd);
    if (!location.hash) this.#openAtNew();
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:beforeSwap", this.#before);
    document.removeEventListener("htmx:oobBeforeSwap", this.#before);
  }

  get #scroller() {
    return this.closest(".timeline-scroll");
  }

  get #pill() {
    return this.closest(".ticket")?.querySelector("#ticket-news .newpill");
  }

  // column-reverse: 0 is the end, and the way up is negative.
  get #isAtEnd() {
    return (this.#scroller?.scrollTop ?? 0) > -SLACK;
  }

  // Nobody has to look for where they stopped reading.
  #openAtNew() {
    const line = this.querySelector(":scope > #new");
    const top = this.#scroller?.getBoundingClientRect().top ?? 0;
    if (line?.getBoundingClientRect().top < top) line.scrollIntoView({ block: "start" });
  }

  #toEnd = () => {
    this.#scroller.scrollTo({ top: 0, behavior: "smooth" });
  };

  #scrolled = () => {
    if (this.#isAtEnd && this.#pill) this.#pill.hidden = true;
  };

  #before = (event) => {
    if (event.detail.target !== this || !event.detail.shouldSwap) return;
    const newer = this.#newer(event.detail);
    if (newer?.id !== this.id) return;
    event.detail.shouldSwap = false;
    this.#take(newer);
  };

  #newer({ fragment, serverResponse }) {
    if (fragment) return fragment.querySelector(`#${this.id}`) ?? fragment;
    const parsed = new DOMParser().parseFromString(serverResponse, "text/html");
    return parsed.getElementById(this.id);
  }

  #take(newer) {
    const wasAtEnd = this.#isAtEnd;
    const added = this.#merge([...newer.children]);
    this.setAttribute("hx-get", newer.getAttribute("hx-get"));
    for (const element of added) htmx.process(element);
    const isNews = added.some((element) => element.matches(".entry:not(.event)"));
    if (isNews && !wasAtEnd && this.#pill) this.#pill.hidden = false;
  }

  // What stands before the first of them is older than the newest page: it stays.
  #merge(children) {
    const known = children.find((child) => child.matches(".entry") && this.#mine(child));
    const first = known && this.#mine(known);
    const kept = new Set(children.map((child) => child.id));
    for (const old of [...this.children]) {
      const isBefore = first && old.compareDocumentPosition(first) & 4;
      if (!kept.has(old.id) && !isBefore) old.remove();
    }
    const changed = [];
    let place = null;
    for (const child of children) {
      if (child.id === "earlier" && first) continue;
      const old = this.#mine(child);
      if (!old) {
        if (place) place.after(child);
        else this.prepend(child);
        changed.push(child);
      } else if (this.#isOther(old, child)) {
        this.#keepOpen(old, child);
        old.replaceWith(child);
        changed.push(child);
      }
      place = this.#mine(child);
    }
    return changed;
  }

  #mine(child) {
    return child.id ? this.querySelector(`:scope > #${CSS.escape(child.id)}`) : null;
  }

  #isOther(old, child) {
    return this.#plain(old) !== this.#plain(child);
  }

  // What the page itself adds is no difference.
  #plain(element) {
    const copy = element.cloneNode(true);
    for (const each of [copy, ...copy.querySelectorAll("*")]) {
      for (const name of ["open", "class", "height", "hidden", "data-clipped"]) {
        each.removeAttribute(name);
      }
    }
    for (const each of copy.querySelectorAll("ombud-countdown, [name=csrfmiddlewaretoken]")) {
      each.remove();
    }
    return copy.innerHTML;
  }

  #keepOpen(old, child) {
    for (const details of old.querySelectorAll("details[open][id]")) {
      const same = child.querySelector(`#${CSS.escape(details.id)}`);
      if (same) same.open = true;
    }
  }
}

customElements.define("ombud-timeline", OmbudTimeline);
