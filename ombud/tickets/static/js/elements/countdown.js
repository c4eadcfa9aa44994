// <ombud-countdown data-until data-after>leaves in 7 s</ombud-countdown>: counts the number
// in its words down to nothing, then says data-after.

class OmbudCountdown extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    const until = Date.parse(this.dataset.until);
    const words = this.textContent;
    const show = () => {
      const left = Math.ceil((until - Date.now()) / 1000);
      if (left > 0) {
        this.textContent = words.replace(/\d+/, left);
        return;
      }
      this.textContent = this.dataset.after;
      clearInterval(this.#timer);
    };
    this.#timer = setInterval(show, 500);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }
}

customElements.define("ombud-countdown", OmbudCountdown);
