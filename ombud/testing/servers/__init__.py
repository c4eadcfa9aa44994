"""Real servers for tests: a throwaway PostgreSQL, Dovecot, an SMTP server."""

from ombud.testing.servers.dovecot import Dovecot, Mailbox
from ombud.testing.servers.smtp import Received, SmtpServer
from ombud.testing.servers.throwaway import ThrowawayPostgres

__all__ = ["Dovecot", "Mailbox", "Received", "SmtpServer", "ThrowawayPostgres"]
