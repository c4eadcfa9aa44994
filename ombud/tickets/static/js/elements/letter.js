// <ombud-letter><iframe></ombud-letter>: the frame is as high as the letter in it. The
// frame runs no scripts; we look into it from outside, for it is of our own origin.
// A letter laid out wider than the frame is made smaller, so that nothing is cut off.

const MOST = 20_000;
const SMALLEST = 0.5;

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
    const root = frame.contentDocument?.documentElement;
    if (!root || !this.#body) return;
    this.#body.style.zoom = "";
    const share = root.clientWidth / root.scrollWidth;
    if (share < 1) this.#body.style.zoom = Math.max(SMALLEST, share);
    const height = Math.ceil(root.getBoundingClientRect().height);
    // Letters still too wide get room for their scroll bar.
    const bar = root.scrollWidth > root.clientWidth + 1 ? 16 : 0;
    if (height) frame.height = Math.min(MOST, height + bar);
  }
}

customElements.define("ombud-letter", OmbudLetter);
