// <ombud-proof data-challenge data-salt …><input name=altcha>: solves the challenge of
// ALTCHA in a worker, from the first touch of the form on. Sending waits for it.

class OmbudProof extends HTMLElement {
  #work = null;
  #isSolved = false;

  connectedCallback() {
    // Browsers hash only on secure pages; without, a person looks at what was sent.
    if (!globalThis.crypto?.subtle || !globalThis.Worker) return;
    const form = this.closest("form");
    form.addEventListener("focusin", () => this.#solve(), { once: true });
    form.addEventListener("submit", (event) => this.#hold(event, form));
  }

  #solve() {
    this.#work ??= new Promise((done) => {
      const { worker, ...said } = this.dataset;
      const helper = new Worker(worker);
      helper.onmessage = ({ data }) => {
        this.querySelector("input").value = data;
        this.#isSolved = true;
        helper.terminate();
        done();
      };
      helper.onerror = () => {
        this.#isSolved = true;
        done();
      };
      helper.postMessage(said);
    });
    return this.#work;
  }

  async #hold(event, form) {
    const button = event.submitter ?? form.querySelector(".btn-primary");
    if (!this.#isSolved) {
      event.preventDefault();
      button.setAttribute("aria-busy", "true");
      await this.#solve();
      form.requestSubmit(button);
      return;
    }
    if (button.dataset.sent) event.preventDefault();
    button.dataset.sent = "1";
    button.setAttribute("aria-busy", "true");
    // Back by the browser's button: it may be sent again.
    addEventListener("pageshow", () => {
      delete button.dataset.sent;
      button.removeAttribute("aria-busy");
    });
  }
}

customElements.define("ombud-proof", OmbudProof);
