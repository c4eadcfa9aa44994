// <ombud-tags>: Delete or Backspace on a tag takes it off, the arrows go from tag to tag.

class OmbudTags extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.#key(event));
  }

  #key(event) {
    const links = [...this.querySelectorAll("a[id]")];
    const at = links.indexOf(event.target);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (at < 0) return;
    if (step) links[at + step]?.focus();
    if (!["Delete", "Backspace"].includes(event.key)) return;
    const button = event.target.parentElement.querySelector(".tag-off");
    if (!button) return;
    event.preventDefault();
    // The next one has this one's id when the answer comes, and so gets the focus.
    if (links[at + 1]?.matches(".tag-add")) links[at + 1].focus();
    button.click();
  }
}

customElements.define("ombud-tags", OmbudTags);
