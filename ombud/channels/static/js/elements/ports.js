// <ombud-ports data-ports='{"imap": {"tls": 993, …}, …}'>: the port follows the security
// and the protocol, as long as it is one of the usual ports and nobody's own.

class OmbudPorts extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", (event) => {
      if (/(security|protocol)$/.test(event.target.name)) this.#follow();
    });
  }

  #follow() {
    const ports = JSON.parse(this.dataset.ports);
    const usual = Object.values(ports).flatMap((one) => Object.values(one));
    const port = this.querySelector("input[name$=port]");
    const security = this.querySelector("select[name$=security]").value;
    const protocol = this.querySelector("[name=protocol]:checked")?.value ?? "";
    const wanted = ports[protocol]?.[security];
    const isOwn = port.value && !usual.includes(Number(port.value));
    if (wanted && !isOwn) port.value = wanted;
  }
}

customElements.define("ombud-ports", OmbudPorts);
