"""From a page that was sent to what is kept of it: its token, its doubts."""

import time
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID, uuid4

from django.core import signing
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from ombud.core.models import Installation
from ombud.forms.asking import TRAP, AskForm
from ombud.forms.models import Form, Submission
from ombud.forms.proof import solved
from ombud.portal.uploads import parts_of

SALT, SENT = "ombud.forms.page", "ombud.forms.sent"
# Nobody reads and fills in a form in less.
HASTE_SECONDS = 3
LIFE = 24 * 3600


@dataclass(frozen=True, slots=True)
class Page:
    """What a page carries, signed: which form, since when, for which order."""

    form: int
    key: UUID
    at: float
    bound: dict[str, Any]

    @classmethod
    def fresh(cls, form: Form, bound: dict[str, Any]) -> Self:
        """For a page that is shown now."""
        return cls(form.pk, uuid4(), time.time(), bound)

    @classmethod
    def read(cls, text: str, form: Form) -> Self | None:
        """As it came back; None where it is not ours, or of another form."""
        try:
            said = signing.loads(text, salt=SALT)
            found = cls(said["form"], UUID(said["key"]), said["at"], said["bound"])
        except (signing.BadSignature, KeyError, ValueError, TypeError):
            return None
        return found if found.form == form.pk else None

    def __str__(self) -> str:
        said = {"form": self.form, "key": str(self.key), "at": self.at}
        return signing.dumps(said | {"bound": self.bound}, salt=SALT, compress=True)

    @property
    def is_old(self) -> bool:
        """Whether the page was open for a day."""
        return time.time() - self.at > LIFE


def doubts_about(request: HttpRequest, page: Page, form: Form, proof: str) -> list[str]:
    """Why a person should look first, in the company's language."""
    with translation.override(Installation.current().language):
        found = []
        if request.POST.get(TRAP):
            found.append(_("A field was filled in that people do not see."))
        if time.time() - page.at < HASTE_SECONDS:
            found.append(_("It was sent faster than anybody writes."))
        if not proof and form.holds_unproven:
            found.append(_("It came without JavaScript, or its proof did not hold."))
        return found


def take(request: HttpRequest, asked: AskForm, page: Page) -> Submission:
    """Keep it, then make the ticket of it; sent twice it is one."""
    form, proof = asked.form, solved(request.POST.get("altcha", ""))
    if proof and Submission.objects.filter(proof=proof).exclude(key=page.key).exists():
        proof = ""
    doubts = doubts_about(request, page, form, proof)
    try:
        submission, is_new = _keep(asked, page, proof)
    except IntegrityError:
        # The same page at the same moment.
        return Submission.objects.get(key=page.key)
    if is_new:
        submission.settle(doubts)
    return submission


@transaction.atomic
def _keep(asked: AskForm, page: Page, proof: str) -> tuple[Submission, bool]:
    return Submission.objects.keep(
        asked.form,
        page.key,
        parts_of(asked.uploaded),
        language=translation.get_language() or asked.form.languages[0],
        answers=asked.answers,
        bound=page.bound,
        proof=proof,
    )


def receipt_of(submission: Submission) -> str:
    """The token of the page that thanks."""
    return signing.dumps(submission.pk, salt=SENT)


def submission_of(receipt: str) -> Submission | None:
    """What was sent, for a day."""
    try:
        pk = signing.loads(receipt, salt=SENT, max_age=LIFE)
    except signing.BadSignature:
        return None
    return Submission.objects.select_related("form", "ticket").filter(pk=pk).first()
