// <ombud-local-time><time datetime>38 min</time></ombud-local-time>: keeps the words true.
// The steps are those of core/local_time.py: change both.

const MINUTE = 60_000;
const shown = new Set();
const root = document.documentElement;

const formatter = (options) =>
  new Intl.DateTimeFormat(root.lang, { timeZone: root.dataset.timeZone, ...options });

const stepOf = (moment, now) => {
  const apart = Math.abs(now - moment);
  if (apart < MINUTE) return "now";
  if (apart < 60 * MINUTE) return `minutes ${Math.floor(apart / MINUTE)}`;
  const day = formatter({ dateStyle: "short" });
  if (day.format(moment) === day.format(now)) return "clock";
  if (apart < 6.5 * 24 * 60 * MINUTE) return "weekday";
  return moment.getFullYear() === now.getFullYear() ? "date" : "year";
};

const clock = (moment) => {
  const parts = formatter({ hour: "numeric", minute: "2-digit", hourCycle: "h23" })
    .formatToParts(moment)
    .reduce((all, part) => ({ ...all, [part.type]: part.value }), {});
  return `${Number(parts.hour)}:${parts.minute}`;
};

const wordsOf = (step, moment) => {
  if (step === "clock") return clock(moment);
  if (step === "weekday") return formatter({ weekday: "short" }).format(moment);
  const year = step === "year" ? { year: "numeric" } : {};
  return formatter({ day: "numeric", month: "short", ...year }).format(moment);
};

class OmbudLocalTime extends HTMLElement {
  #step = "";

  connectedCallback() {
    this.#step = stepOf(this.#moment, new Date());
    shown.add(this);
  }

  disconnectedCallback() {
    shown.delete(this);
  }

  get #moment() {
    return new Date(this.firstElementChild.dateTime);
  }

  // What the server wrote stays until the step changes.
  refresh(now) {
    const step = stepOf(this.#moment, now);
    if (step === this.#step) return;
    this.#step = step;
    const time = this.firstElementChild;
    const minutes = step.startsWith("minutes") && step.split(" ")[1];
    time.textContent = minutes
      ? root.dataset.minutes.replace("{n}", minutes)
      : wordsOf(step, this.#moment);
  }
}

customElements.define("ombud-local-time", OmbudLocalTime);

setInterval(() => {
  const now = new Date();
  for (const element of shown) element.refresh(now);
}, MINUTE / 2);
