// <ombud-letter><iframe></ombud-letter>: the frame is as high as the letter in it. The
// frame runs no scripts; we look into it from outside, for it is of our own origin.

const MOST = 20_000;

class OmbudLetter extends HTMLElement {
  #observer = new ResizeObserver(() => this.#fit());

  connectedCallback() {
    const frame = this.querySelector("iframe");
    frame.addEventListener("load", this.#loaded);
    if (frame.contentDocument?.readyState === "complete") this.#loaded();
  }

  disconnectedCallback() {
    this.#observer.disconnect();
  }

  get #body() {
    return this.querySelector("iframe")?.contentDocument?.body;
  }

  #loaded = () => {
    this.#observer.disconnect();
    if (!this.#body) return;
    this.#observer.observe(this.#body);
    this.#fit();
  };

  #fit() {
    const frame = this.querySelector("iframe");
    const height = Math.ceil(this.#body?.getBoundingClientRect().height ?? 0);
    // Wide letters get room for their scroll bar.
    const root = frame.contentDocument?.documentElement;
    const bar = root && root.scrollWidth > root.clientWidth ? 16 : 0;
    if (height) frame.height = Math.min(MOST, height + bar);
  }
}

customElements.define("ombud-letter", OmbudLetter);
