"""Which port belongs to which security; what the form says where they differ."""

from django.utils.translation import gettext as _

from ombud.channels.models import Protocol, Security

SMTP = "smtp"
USUAL: dict[str, dict[str, int]] = {
    Protocol.IMAP: {Security.TLS: 993, Security.STARTTLS: 143, Security.PLAIN: 143},
    Protocol.POP3: {Security.TLS: 995, Security.STARTTLS: 110, Security.PLAIN: 110},
    SMTP: {Security.TLS: 465, Security.STARTTLS: 587, Security.PLAIN: 25},
}


def usual_port(protocol: str, security: str) -> int:
    """Where such a server listens unless somebody moved it."""
    return USUAL.get(protocol, {}).get(security, 0)


def mismatch(protocol: str, security: str, port: int) -> str:
    """The sentence for a well-known port with the wrong security; empty if it fits."""
    usual = USUAL.get(protocol, {})
    if port == usual.get(Security.TLS) and security != Security.TLS:
        wrong = Security(security).label
        return _("%(port)s needs TLS, not %(wrong)s.") % {"port": port, "wrong": wrong}
    if security == Security.TLS and port in usual.values() and port != usual[security]:
        return _("%(port)s needs STARTTLS, not TLS.") % {"port": port}
    return ""
