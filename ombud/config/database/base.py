"""The connection that Django opens where ENGINE is ombud.config.database."""

from typing import Any

from django.db.backends.postgresql import base
from psycopg import OperationalError
from psycopg_pool import ConnectionPool

# The server may go away again meanwhile; then the caller is told.
TRIES = 3


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes connections out of the pool, and after a restart none of the dead ones.

    The pool's own check (CONN_HEALTH_CHECKS) waits 1, 2, 4, 8 seconds behind each dead
    connection that it meets: with five of them in the pool a page gave up.
    """

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that answers; a dead one has all others looked at too."""
        found = super().get_new_connection(conn_params)
        for _ in range(TRIES):
            if self.pool is None or _answers(found):
                break
            self.pool.putconn(found)
            self.pool.check()
            found = super().get_new_connection(conn_params)
        return found


def _answers(link: Any) -> bool:
    try:
        ConnectionPool.check_connection(link)
    except OperationalError:
        return False
    return True
