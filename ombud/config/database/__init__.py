"""Django's PostgreSQL backend, which gets over a restart of the server at once."""
