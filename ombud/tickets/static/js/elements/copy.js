// <ombud-copy data-text|data-url data-done><button></ombud-copy>: copies, and says so.
// <ombud-print><button></ombud-print>: prints the page.

class OmbudCopy extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", async () => {
      const { url, text, done } = this.dataset;
      await navigator.clipboard.writeText(url ? new URL(url, location.href).href : text);
      const detail = { all: [{ text: done, seconds: 2 }] };
      document.dispatchEvent(new CustomEvent("ombud:toast", { detail }));
    });
  }
}

customElements.define("ombud-copy", OmbudCopy);

class OmbudPrint extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", () => setTimeout(() => print()));
  }
}

customElements.define("ombud-print", OmbudPrint);
