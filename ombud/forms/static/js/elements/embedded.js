// <ombud-embedded data-form>: inside a shop's page it tells the frame how high the form is.

class OmbudEmbedded extends HTMLElement {
  #watch = null;

  connectedCallback() {
    if (parent === window) return;
    const root = document.querySelector("main");
    let isNew = Boolean(document.querySelector(".form-thanks, [role=alert]"));
    this.#watch = new ResizeObserver(() => {
      const height = root.getBoundingClientRect().height;
      // A height is no secret, and nobody knows in which shop the form stands.
      parent.postMessage({ form: this.dataset.form, height, isNew }, "*");
      isNew = false;
    });
    this.#watch.observe(root);
  }

  disconnectedCallback() {
    this.#watch?.disconnect();
  }
}

customElements.define("ombud-embedded", OmbudEmbedded);
