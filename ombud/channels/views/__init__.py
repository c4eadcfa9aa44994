"""Settings pages: mailboxes, their trial and start, the outbox."""
