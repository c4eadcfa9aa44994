"""Tryton's JSON-RPC: signing in, calling methods, its dates and amounts."""

import base64
import json
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import urllib3
from django.utils.translation import gettext as _

from ombud.channels.drivers.base import WireError

DIAL_SECONDS, ANSWER_SECONDS = 5, 60
MOST_WORDS = 500
TAG = re.compile(r"<[^>]*>")


class Rpc:
    """One session with one database of one server."""

    def __init__(self, url: str, database: str, *, verify: bool) -> None:
        self.root = url.rstrip("/")
        self.database = database
        self.session = ""
        self.context: dict[str, Any] = {}
        self.pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=DIAL_SECONDS, read=ANSWER_SECONDS),
            retries=False,
            cert_reqs="CERT_REQUIRED" if verify else "CERT_NONE",
        )

    def close(self) -> None:
        """End the session, where there is one."""
        if self.session:
            try:
                self.call("common.db.logout")
            except WireError:
                # It ends by itself some minutes later.
                self.session = ""
        self.pool.clear()

    def version(self) -> str:
        """Which series the server runs; it tells everybody."""
        return str(self._ask("/", "common.server.version", []))

    def sign_in(self, user: str, password: str) -> None:
        """Calls after this are made as that user, with their company and language."""
        params = [user, {"password": password}, "en"]
        said = self.call("common.db.login", *params)
        name = base64.b64encode(f"{user}:{said[0]}:{said[1]}".encode()).decode()
        self.session = f"Session {name}"
        context = self.call("model.res.user.get_preferences", True, {})  # noqa: FBT003
        known = ("company", "language", "employee")
        self.context = {key: context[key] for key in known if context.get(key)}

    def read(self, model: str, ids: list[int], fields: list[str]) -> dict[int, Any]:
        """{id: {field: value}}."""
        if not ids:
            return {}
        rows = self.call(f"model.{model}.read", ids, fields, self.context)
        return {row["id"]: row for row in rows}

    def search(
        self, model: str, domain: list[Any], fields: list[str], most: int
    ) -> list[dict[str, Any]]:
        """The first so many, by their ids."""
        order = [["id", "ASC"]]
        params = [domain, 0, most, order, fields, self.context]
        found: list[dict[str, Any]] = self.call(f"model.{model}.search_read", *params)
        return found

    def count(self, model: str, domain: list[Any]) -> int:
        """How many there are."""
        params = [domain, 0, None, self.context]
        return int(self.call(f"model.{model}.search_count", *params))

    def call(self, method: str, *params: Any) -> Any:
        """The answer of one method of the database."""
        return self._ask(f"/{self.database}/", method, list(params))

    def _ask(self, path: str, method: str, params: list[Any]) -> Any:
        body = json.dumps({"id": 1, "method": method, "params": params}, default=encode)
        headers = {"Content-Type": "application/json"}
        if self.session:
            headers["Authorization"] = self.session
        try:
            answer = self.pool.request("POST", self.root + path, body, headers=headers)
        except (urllib3.exceptions.HTTPError, ValueError) as error:
            raise _unreachable(error) from error
        if answer.status != 200:
            raise self._refused(answer.status, answer.data)
        return _result(answer.data)

    def _refused(self, status: int, body: bytes) -> WireError:
        said = TAG.sub(" ", body[:MOST_WORDS].decode(errors="replace"))
        words = f"HTTP {status} {' '.join(said.split())}"
        if status in (401, 403):
            return WireError(_("Tryton refuses this user or password."), words)
        if status == 404:
            text = _("Tryton has no database “%(name)s”.") % {"name": self.database}
            return WireError(text, words)
        if status == 429:
            return WireError(_("Tryton asks to wait after wrong passwords."), words)
        return WireError(_("Tryton cannot answer now."), words)


def _unreachable(error: Exception) -> WireError:
    words = str(error.args[-1] if error.args else error)
    return WireError(_("The server cannot be reached."), words[:MOST_WORDS])


def _result(body: bytes) -> Any:
    try:
        said = json.loads(body, object_hook=decode)
    except ValueError as error:
        text = _("What answers there is not Tryton.")
        raise WireError(text, body[:100].decode(errors="replace")) from error
    if not isinstance(said, dict):
        # The root speaks without an envelope.
        return said
    if said.get("error"):
        raise WireError(_("Tryton could not do this."), _words(said["error"]))
    return said.get("result")


def _words(error: Any) -> str:
    """A UserError comes with all that its window would show; its sentence is first."""
    while isinstance(error, list) and error:
        error = error[1] if error[0] == "UserError" and len(error) > 1 else error[0]
    return str(error)[:MOST_WORDS]


def encode(value: object) -> object:
    """As Tryton writes what JSON has no word for."""
    if isinstance(value, datetime):
        parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
        return {"__class__": "datetime"} | {one: getattr(value, one) for one in parts}
    if isinstance(value, Decimal):
        return {"__class__": "Decimal", "decimal": str(value)}
    raise TypeError(str(type(value)))


def decode(said: dict[str, Any]) -> Any:
    """And back."""
    kind = said.get("__class__")
    if kind == "Decimal":
        return Decimal(said["decimal"])
    if kind == "date":
        return date(said["year"], said["month"], said["day"])
    if kind == "datetime":
        parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
        return datetime(*(said.get(one, 0) for one in parts))  # noqa: DTZ001  # UTC
    return said
