// <ombud-live data-url>: the one event stream of a page. It asks for the topics that
// elements name in hx-trigger="sse:ticket-1042" or data-live="counts", and sends each of
// them the event `sse:<topic>`; after a gap that cannot be made up, all of them, and the
// document `sse:reconnected`. Sleeps while the page is hidden: a browser opens only six
// streams to one host.

const NAMED = /sse:([\w-]+)/g;
const SLEEP_AFTER = 5_000;

class OmbudLive extends HTMLElement {
  #source = null;
  #topics = "";
  #last = "";
  #timer = 0;
  #look = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#connect(), 50);
  };
  #visible = () => {
    clearTimeout(this.#timer);
    if (document.hidden) this.#timer = setTimeout(() => this.#close(), SLEEP_AFTER);
    else this.#connect();
  };

  connectedCallback() {
    document.addEventListener("htmx:afterSettle", this.#look);
    document.addEventListener("visibilitychange", this.#visible);
    addEventListener("pagehide", this.#close);
    this.#look();
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:afterSettle", this.#look);
    document.removeEventListener("visibilitychange", this.#visible);
    removeEventListener("pagehide", this.#close);
    this.#close();
  }

  #close = () => {
    this.#source?.close();
    this.#source = null;
  };

  #wanted() {
    const topics = new Set();
    for (const element of document.querySelectorAll('[hx-trigger*="sse:"], [data-live]')) {
      for (const [, name] of (element.getAttribute("hx-trigger") ?? "").matchAll(NAMED)) {
        if (name !== "reconnected") topics.add(name);
      }
      for (const name of element.dataset.live?.split(" ") ?? []) topics.add(name);
    }
    return [...topics].sort().join(",");
  }

  #connect() {
    const topics = this.#wanted();
    if (document.hidden || !topics) return;
    if (this.#source && this.#source.readyState !== 2 && topics === this.#topics) return;
    this.#topics = topics;
    const before = this.#source;
    const since = this.#last ? `&since=${this.#last}` : "";
    const url = `${this.dataset.url}?topics=${encodeURIComponent(topics)}${since}`;
    const source = new EventSource(url);
    this.#source = source;
    source.addEventListener("open", () => before?.close(), { once: true });
    source.addEventListener("error", () => {
      before?.close();
      // A closed source does not come back by itself.
      if (source === this.#source && source.readyState === 2) {
        this.#timer = setTimeout(() => this.#connect(), 5_000);
      }
    });
    for (const name of ["hello", "changed", "reconnected"]) {
      source.addEventListener(name, (event) => this.#hear(name, event));
    }
  }

  #hear(name, event) {
    this.#last = event.lastEventId || this.#last;
    if (name === "changed") this.#tell(event.data);
    if (name !== "reconnected") return;
    for (const topic of this.#topics.split(",")) this.#tell(topic);
    document.dispatchEvent(new CustomEvent("sse:reconnected"));
  }

  #tell(topic) {
    const named = `[hx-trigger*="sse:${topic}"], [data-live~="${topic}"]`;
    for (const element of document.querySelectorAll(named)) {
      element.dispatchEvent(new CustomEvent(`sse:${topic}`));
    }
  }
}

customElements.define("ombud-live", OmbudLive);
