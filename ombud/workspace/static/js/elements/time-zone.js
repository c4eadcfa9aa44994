// <ombud-time-zone>: around a select of time zones; chooses the computer's own, where
// nobody has chosen one.

class OmbudTimeZone extends HTMLElement {
  connectedCallback() {
    const select = this.querySelector("select");
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const isKnown = [...select.options].some((option) => option.value === timeZone);
    if (isKnown && select.value === "UTC") select.value = timeZone;
  }
}

customElements.define("ombud-time-zone", OmbudTimeZone);
