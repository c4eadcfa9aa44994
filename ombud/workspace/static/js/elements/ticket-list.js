// <ombud-ticket-list data-top>: the rows of a list. J and K move the focus, a click marks
// the row at once, and the live request says which rows are shown; answers change rows in
// place and never move them.

const sheet = () => document.querySelector(".workspace");

class OmbudTicketList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("htmx:configRequest", this.#tellRows);
    this.addEventListener("htmx:beforeRequest", this.#opening);
    this.addEventListener("click", this.#click);
    document.addEventListener("ombud:next", this.#goOn);
    document.addEventListener("click", this.#step);
  }

  disconnectedCallback() {
    document.removeEventListener("ombud:next", this.#goOn);
    document.removeEventListener("click", this.#step);
  }

  get #links() {
    return [...this.querySelectorAll(".trow > a")];
  }

  get #current() {
    return this.querySelector(".trow > a[aria-current]");
  }

  // htmx bubbles the events of everything inside: rows ask for themselves.
  #tellRows = (event) => {
    if (event.target.closest(".trow")) return;
    const { parameters } = event.detail;
    const shown = document.getElementById("ticket")?.dataset.number;
    if (shown) parameters.current = shown;
    if (event.target !== this) return;
    const rows = [...this.querySelectorAll(".trow")].slice(0, 200);
    parameters.rows = rows.map((row) => row.dataset.row).join(",");
    parameters.top = this.dataset.top;
  };

  #opening = (event) => {
    const link = event.target.closest?.(".trow > a");
    if (link) this.#mark(link);
  };

  #mark(link) {
    this.#current?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
  }

  #click = (event) => {
    const by = Number(event.target.closest?.("[data-move]")?.dataset.move ?? 0);
    if (by) this.#neighbour(by, document.activeElement)?.focus();
  };

  // Buttons in the head of the ticket.
  #step = (event) => {
    const by = Number(event.target.closest?.("[data-step]")?.dataset.step ?? 0);
    if (by) this.#open(by);
  };

  #goOn = () => this.#open(1);

  #open(by) {
    const link = this.#neighbour(by);
    link?.click();
    link?.scrollIntoView({ block: "nearest" });
  }

  #neighbour(by, from = null) {
    const links = this.#links;
    const at = links.indexOf(from) >= 0 ? links.indexOf(from) : links.indexOf(this.#current);
    if (at < 0) return links[by > 0 ? 0 : links.length - 1];
    return links[Math.min(links.length - 1, Math.max(0, at + by))];
  }
}

customElements.define("ombud-ticket-list", OmbudTicketList);

// A phone shows one pane at a time.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id === "ticket" && sheet()) sheet().dataset.pane = "ticket";
});

document.addEventListener("click", (event) => {
  const back = event.target.closest?.("[data-to-list]");
  const list = document.getElementById("list");
  if (!back || !list?.querySelector(".trow")) return;
  event.preventDefault();
  sheet().dataset.pane = "list";
  history.pushState({ htmx: true }, "", list.dataset.url);
  list.querySelector(".trow > a[aria-current]")?.focus();
});

// A head with an open menu stays: it is fetched again with the next change.
document.addEventListener("htmx:beforeSwap", (event) => {
  const target = event.detail.target;
  const isLive = event.detail.requestConfig?.triggeringEvent?.type.startsWith("sse:");
  if (isLive && target?.matches("[data-keep-menus]:has(:popover-open)")) {
    event.detail.shouldSwap = false;
  }
});
