// <ombud-toasts data-offline data-failed>: one sentence and a way back, in the corner.
// Hears ombud:toast (detail.all: text, tone, undo, seconds, link) and failed requests.
// At most two; 6 s, with Undo 10 s, paused while hovered or focused; errors stay.
// {s} in the text is the seconds that are left.

class OmbudToasts extends HTMLElement {
  #hear = (event) => event.detail.all.forEach((toast) => this.#say(toast));
  #offline = () => this.#say({ text: this.dataset.offline, tone: "bad" });
  #failed = (event) => {
    const said = event.detail.xhr?.getResponseHeader("X-Ombud-Message");
    const text = said ? decodeURIComponent(said) : this.dataset.failed;
    this.#say({ text, tone: "bad" });
  };

  connectedCallback() {
    document.addEventListener("ombud:toast", this.#hear);
    document.addEventListener("htmx:sendError", this.#offline);
    document.addEventListener("htmx:responseError", this.#failed);
    for (const toast of this.querySelectorAll(":scope > .toast")) {
      const more = JSON.parse(toast.dataset.more || "{}");
      const text = toast.textContent.trim();
      toast.remove();
      this.#say({ text, tone: toast.dataset.tone, ...more });
    }
  }

  disconnectedCallback() {
    document.removeEventListener("ombud:toast", this.#hear);
    document.removeEventListener("htmx:sendError", this.#offline);
    document.removeEventListener("htmx:responseError", this.#failed);
  }

  #say({ text, tone, undo, seconds, link }) {
    if (!text) return;
    const isSaid = [...this.querySelectorAll(":scope > .toast > span")];
    if (!undo && isSaid.some((span) => span.textContent === text)) return;
    const toast = this.querySelector("template").content.cloneNode(true).firstElementChild;
    const button = toast.querySelector("[data-undo]");
    toast.dataset.tone = tone || "";
    toast.querySelector(":scope > .icon").toggleAttribute("hidden", tone !== "bad");
    toast.querySelector(".countdown").toggleAttribute("hidden", !undo);
    toast.querySelector("[data-close]").onclick = () => toast.remove();
    const way = toast.querySelector("[data-link]");
    if (link) way.href = link;
    else way.remove();
    if (undo) {
      // Z undoes the last thing.
      for (const older of this.querySelectorAll("[data-undo]")) {
        older.removeAttribute("data-hotkey");
        older.querySelector("kbd")?.remove();
      }
      button.setAttribute("hx-post", undo);
      button.setAttribute("hx-swap", "none");
      button.addEventListener("htmx:afterRequest", () => toast.remove());
    } else {
      button.remove();
    }
    while (this.querySelectorAll(":scope > .toast").length > 1) {
      this.querySelector(":scope > .toast").remove();
    }
    this.append(toast);
    htmx.process(toast);
    this.#count(toast, text, seconds || (undo ? 10 : 6), tone === "bad");
  }

  #count(toast, text, seconds, stays) {
    const span = toast.querySelector("span");
    let left = seconds;
    const show = () => {
      span.textContent = text.replace("{s}", Math.ceil(left));
      toast.style.setProperty("--gone", 100 - (100 * left) / seconds);
    };
    show();
    if (stays) return;
    const timer = setInterval(() => {
      // A countdown that the server keeps too goes on; everything else waits.
      if (toast.matches(":hover, :focus-within") && !text.includes("{s}")) return;
      left -= 0.25;
      if (left <= 0 || !toast.isConnected) {
        clearInterval(timer);
        toast.remove();
      } else {
        show();
      }
    }, 250);
  }
}

customElements.define("ombud-toasts", OmbudToasts);
