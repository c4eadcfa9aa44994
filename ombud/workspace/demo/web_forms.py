"""The shop's three forms in five languages, and what has come by them today."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from ombud.core.actor import Machine
from ombud.forms.models import Form, Own, Question, ShopKey
from ombud.forms.models.submission import Submission
from ombud.lib.mail import Part
from ombud.workspace.demo import applications, files
from ombud.workspace.demo.cast import Cast
from ombud.workspace.demo.people import DOMAIN

LANGUAGES = ["en-gb", "de", "cs", "hu", "el"]
CONTACT = {
    "en-gb": {
        "title": "Write to us",
        "intro": "We answer on working days between 8 and 18 o'clock, mostly within "
        "four hours.",
        "thanks": "We answer on working days, mostly within four hours.",
    },
    "de": {
        "title": "Schreiben Sie uns",
        "intro": "Wir antworten werktags zwischen 8 und 18 Uhr, meist binnen vier "
        "Stunden.",
        "thanks": "Wir antworten werktags, meist binnen vier Stunden.",
    },
    "cs": {
        "title": "Napište nám",
        "intro": "Odpovídáme v pracovní dny od 8 do 18 hodin, většinou do čtyř hodin.",
        "thanks": "Odpovídáme v pracovní dny, většinou do čtyř hodin.",
    },
    "hu": {
        "title": "Írjon nekünk",
        "intro": "Munkanapokon 8 és 18 óra között válaszolunk, többnyire négy órán "
        "belül.",
        "thanks": "Munkanapokon válaszolunk, többnyire négy órán belül.",
    },
    "el": {
        "title": "Γράψτε μας",
        "intro": "Απαντάμε τις εργάσιμες ημέρες από τις 8 έως τις 18, συνήθως μέσα σε "
        "τέσσερις ώρες.",
        "thanks": "Απαντάμε τις εργάσιμες ημέρες, συνήθως μέσα σε τέσσερις ώρες.",
    },
}
COMPLAINT = {
    "en-gb": {
        "title": "Something is wrong with your order",
        "intro": "Tick what it is about. A photo of the fault and of the type label "
        "saves us a question.",
        "thanks": "Keep the parcel and its box until you hear from us.",
    },
    "de": {
        "title": "Mit Ihrer Bestellung stimmt etwas nicht",
        "intro": "Kreuzen Sie an, worum es geht. Ein Foto des Schadens und des "
        "Typenschilds erspart eine Rückfrage.",
        "thanks": "Bewahren Sie Ware und Karton auf, bis Sie von uns hören.",
    },
    "cs": {
        "title": "S objednávkou není něco v pořádku",
        "intro": "Zaškrtněte, čeho se to týká. Fotka závady a štítku nám ušetří dotaz.",
        "thanks": "Zboží i krabici si ponechte, dokud se neozveme.",
    },
    "hu": {
        "title": "Valami nincs rendben a rendelésével",
        "intro": "Jelölje be, miről van szó. A hibáról és a típuscímkéről készült fotó "
        "megspórol egy kérdést.",
        "thanks": "Őrizze meg az árut és a dobozt, amíg jelentkezünk.",
    },
    "el": {
        "title": "Κάτι δεν πάει καλά με την παραγγελία σας",
        "intro": "Σημειώστε τι αφορά. Μια φωτογραφία της βλάβης και της ετικέτας μάς "
        "γλιτώνει μια ερώτηση.",
        "thanks": "Κρατήστε το προϊόν και το κουτί μέχρι να επικοινωνήσουμε.",
    },
}


@dataclass(frozen=True, slots=True)
class Sent:
    """One thing that was sent, so many minutes ago."""

    form: str
    minutes: int
    language: str
    answers: dict[str, Any]
    bound: dict[str, Any] = field(default_factory=dict)
    photo: str = ""
    doubt: str = ""


SENT = (
    Sent(
        "contact",
        95,
        "de",
        {
            "name": "Jürgen Albers",
            "email": "j.albers@posteo.example",
            "subject": "Passt der Filter in die Lungo Pro?",
            "message": "Guten Tag,\n\npasst der Wasserfilter WF-2 auch in die Lungo "
            "Pro von 2024? Auf der Seite steht nur die neue.",
        },
    ),
    Sent(
        "complaint",
        38,
        "cs",
        {
            "lines": ["0"],
            "message": "Dobrý den, po rozbalení je na boku prasklina, viz fotka. "
            "Krabice byla v pořádku.",
        },
        {"order": "", "name": "", "email": "", "shop": "Crema & Co."},
        "crack.jpg",
    ),
    Sent("application", 51, "hu", applications.APPLICANT),
    Sent(
        "contact",
        12,
        "en-gb",
        {
            "name": "Best SEO Team",
            "email": "sales@rank-first.example",
            "subject": "First place guaranteed",
            "message": "We bring your shop to the first place in one week.",
        },
        doubt="It was sent faster than anybody writes.",
    ),
)
# The held one is no ticket.
TICKETS = sum(not one.doubt for one in SENT)


def open_forms(cast: Cast) -> None:
    """The forms, the shop's key, and what has come."""
    ShopKey.objects.issue("Crema & Co.", by=Machine("Crema & Co."))
    contact = _form(cast, "contact", "Contact", "support", "support", CONTACT)
    _ask(contact, Own.NAME, Own.EMAIL, Own.ORDER, Own.SUBJECT, Own.MESSAGE, Own.FILES)
    complaint = _form(
        cast, "complaint", "Complaint", "complaint", "complaints", COMPLAINT
    )
    complaint.needs_order_link = True
    complaint.save(update_fields=["needs_order_link"])
    _ask(complaint, Own.NAME, Own.EMAIL, Own.MESSAGE)
    if reason := cast.fields.get("complaint_reason"):
        Question.objects.create(form=complaint, field=reason, position=3)
    Question.objects.create(form=complaint, own=Own.FILES, position=4)
    forms = {"contact": contact, "complaint": complaint}
    forms["application"] = _applications(cast)
    for one in SENT:
        _send(forms[one.form], one)


def _applications(cast: Cast) -> Form:
    """No customers: nobody of the directory is made of them."""
    form = _form(
        cast,
        "application",
        "Application",
        "application",
        "people",
        applications.LANGUAGES,
    )
    form.not_stored = True
    form.save(update_fields=["not_stored"])
    _ask(form, Own.NAME, Own.EMAIL, Own.PHONE)
    if wanted := cast.fields.get("position_wanted"):
        labels = applications.POSITION
        Question.objects.create(form=form, field=wanted, labels=labels, position=3)
    Question.objects.create(form=form, own=Own.MESSAGE, required=True, position=4)
    Question.objects.create(form=form, own=Own.FILES, position=5)
    return form


def _form(
    cast: Cast, slug: str, name: str, kind: str, team: str, texts: dict[str, Any]
) -> Form:
    return Form.objects.create(
        slug=slug,
        name=name,
        languages=LANGUAGES,
        texts=texts,
        workflow=cast.maps[kind].workflow,
        team=cast.teams[team],
        channel=cast.mailbox(team),
        # The demo's mail goes nowhere; nobody is told so by a letter.
        confirms=False,
        origins=[f"https://www.{DOMAIN}"],
    )


def _ask(form: Form, *own: Own) -> None:
    needed = {Own.EMAIL, Own.MESSAGE}
    Question.objects.bulk_create(
        Question(form=form, own=one, required=one in needed, position=place)
        for place, one in enumerate(own)
    )


def _send(form: Form, sent: Sent) -> None:
    bound = sent.bound and _bound(sent)
    submission, _is_new = Submission.objects.keep(
        form,
        uuid4(),
        [_photo(sent.photo)] if sent.photo else [],
        language=sent.language,
        answers=sent.answers,
        bound=bound,
        received_at=timezone.now() - timedelta(minutes=sent.minutes),
    )
    submission.settle([sent.doubt] if sent.doubt else [])


def _bound(sent: Sent) -> dict[str, Any]:
    """A buyer of that language and the newest order they have."""
    from ombud.forms.signing import address_of
    from ombud.sales.models import Order

    known = Order.objects.select_related("contact").filter(
        contact__language=sent.language
    )
    order = known.order_by("-placed_at", "-pk").first()
    if order is None:
        return dict(sent.bound)
    said = {"order": order.number, "name": order.customer, "email": address_of(order)}
    return {**sent.bound, **said}


def _photo(name: str) -> Part:
    content, kind = files.content("photo", name)
    return Part(filename=name, content_type=kind, content=content)
