"""Matters as lines of PostgreSQL's COPY (text format, tabs between columns)."""

from dataclasses import dataclass, field
from html import escape

from ombud.workspace.demo.crowd import Matter, Turn

NULL = "\\N"
# Column by column as the functions below write them.
TICKET = (
    "id, number, subject, origin, team_id, priority, language, tags, fields, "
    "contact_id, requester_name, requester_email, requester_phone, is_open, "
    "created_at, closed_at, last_message_at, last_in_at, last_kind, last_preview, "
    "assignee_id, channel_id, workflow_id, state_id, organisation_id, matched_by, "
    "not_stored"
)
ENTRY = (
    "id, ticket_id, kind, verb, direction, at, author_kind, author_name, agent_id, "
    "contact_id, action, cause, changes, text, reply_text, html, quoted_html, "
    "is_designed, particulars"
)
MESSAGE = (
    'id, entry_id, channel_id, message_id, in_reply_to, "references", from_name, '
    'from_address, "to", cc, bcc, subject, filed_by'
)
KINDS = {
    "r": ("message", "received", "in"),
    "a": ("message", "replied", "out"),
    "n": ("note", "noted", ""),
    "m": ("event", "moved", ""),
}
ORIGINS = ["mail"] * 7 + ["form"] * 2 + ["phone"]
PRIORITIES = ["normal"] * 8 + ["low", "high"]
TAGS = ["delivery", "repair", "billing", "return", "question", "warranty", "parts"]


@dataclass
class Ids:
    """The next free ids, and those of the rows that everybody shares."""

    ticket: int
    number: int
    entry: int
    message: int
    workflow: int
    states: dict[str, int]


@dataclass
class Lines:
    """Lines for three tables."""

    tickets: list[str] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


def write(lines: Lines, matter: Matter, ids: Ids) -> None:
    """The ticket and all its entries; the ids move on."""
    for turn in matter.turns:
        lines.entries.append(entry(matter, turn, ids))
        if turn.what in "ra":
            lines.messages.append(message(matter, turn, ids))
            ids.message += 1
        ids.entry += 1
    lines.tickets.append(ticket(matter, ids))
    ids.ticket += 1
    ids.number += 1


def ticket(matter: Matter, ids: Ids) -> str:
    """Its row, with what lists show of its last words."""
    said = [turn for turn in matter.turns if turn.what != "m"]
    last, came = said[-1], next(t for t in reversed(said) if t.what == "r")
    number, start = ids.number, matter.turns[0].at
    return (
        f"{ids.ticket}\t{number}\t{matter.subject}\t{ORIGINS[number % 10]}\t"
        f"{matter.desk.team}\t{PRIORITIES[number * 7 % 10]}\t{matter.language}\t"
        f"{{{TAGS[number % 7]}}}\t{{}}\t{matter.contact or NULL}\t{matter.name}\t"
        f"{matter.email}\t\t{'t' if matter.is_open else 'f'}\t{start}\t"
        f"{NULL if matter.is_open else matter.turns[-1].at}\t{last.at}\t{came.at}\t"
        f"{KINDS[last.what][2] or 'note'}\t{last.text[:160]}\t"
        f"{matter.agent[0] if matter.owned else NULL}\t{matter.desk.channel}\t"
        f"{ids.workflow}\t{ids.states[matter.state]}\t{matter.company or NULL}\t"
        f"{'email' if matter.contact else ''}\tf\n"
    )


def entry(matter: Matter, turn: Turn, ids: Ids) -> str:
    """One entry."""
    kind, verb, direction = KINDS[turn.what]
    html = f"<p>{escape(turn.text)}</p>" if turn.text else ""
    changes = f'{{"state": ["open", "{matter.state}"]}}' if turn.what == "m" else "{}"
    return (
        f"{ids.entry}\t{ids.ticket}\t{kind}\t{verb}\t{direction}\t{turn.at}\t"
        f"{author(matter, turn)}\t\t\t{changes}\t{turn.text}\t{turn.text}\t"
        f"{html}\t\tf\t{{}}\n"
    )


def author(matter: Matter, turn: Turn) -> str:
    """Four columns: what sort, the name, the agent's id, the contact's."""
    if turn.what != "r":
        return f"agent\t{matter.agent[1]}\t{matter.agent[0]}\t{NULL}"
    if matter.contact:
        return f"contact\t{matter.name}\t{NULL}\t{matter.contact}"
    return f"requester\t{matter.name}\t{NULL}\t{NULL}"


def message(matter: Matter, turn: Turn, ids: Ids) -> str:
    """The mail behind an entry."""
    name, address = matter.name, matter.email
    to = "[]"
    if turn.what == "a":
        to = f'[{{"name": "{name}", "address": "{address}"}}]'
        name, address = matter.agent[1], "support@crema.example"
    return (
        f"{ids.message}\t{ids.entry}\t{matter.desk.channel}\t"
        f"crowd.{ids.entry}@mailbox.example\t\t{{}}\t{name}\t{address}\t{to}\t[]\t[]\t"
        f"{matter.subject}\tnew\n"
    )
