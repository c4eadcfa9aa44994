// <ombud-news>: what came in while somebody writes. Who has not begun to write has nothing
// to look at again: the timeline shows it.

class OmbudNews extends HTMLElement {
  connectedCallback() {
    const editor = this.#dock?.querySelector("#reply-form ombud-editor");
    const isBusy = editor?.isEmpty === false || this.hasAttribute("data-asked");
    if (!isBusy) this.#seen();
    this.addEventListener("click", (event) => {
      // After the link has led there.
      if (event.target.closest("[data-newest]")) setTimeout(() => this.#seen());
    });
  }

  get #dock() {
    return this.closest(".composer-dock");
  }

  #seen() {
    const newest = this.querySelector("[data-newest]")?.dataset.newest;
    if (!newest) return;
    for (const field of this.#dock.querySelectorAll("form [name=seen]")) {
      field.value = newest;
    }
    this.replaceChildren();
  }
}

customElements.define("ombud-news", OmbudNews);
