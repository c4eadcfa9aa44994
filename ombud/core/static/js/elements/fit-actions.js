// <ombud-fit-actions> around .actions: the row clips what does not fit; what is clipped
// leaves the tab order, and the menu button, which lists everything, moves up to the rest.

class OmbudFitActions extends HTMLElement {
  #observer = new ResizeObserver(() => this.#fit());

  connectedCallback() {
    const row = this.#row;
    if (!row) return;
    for (const element of [row.parentElement, ...row.children]) {
      this.#observer.observe(element);
    }
  }

  disconnectedCallback() {
    this.#observer.disconnect();
  }

  get #row() {
    return this.querySelector(".actions-row");
  }

  #fit() {
    const row = this.#row;
    if (!row?.firstElementChild) return;
    row.style.inlineSize = "";
    const top = row.firstElementChild.offsetTop;
    let end = 0;
    for (const button of row.children) {
      button.inert = button.offsetTop > top;
      if (!button.inert) end = button.getBoundingClientRect().right;
    }
    const start = row.getBoundingClientRect().left;
    row.style.inlineSize = `${Math.ceil(end - start) + 1}px`;
  }
}

customElements.define("ombud-fit-actions", OmbudFitActions);
