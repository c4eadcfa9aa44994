"""Templates: made by who may write them, filled in on a ticket."""

from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Router, Status

from ombud.api.auth import ApiRequest, require
from ombud.api.errors import some_wrong, wrong
from ombud.api.finding import category_of, team_of, ticket_at, type_of
from ombud.api.schemas.templates import (
    RenderIn,
    RenderOut,
    TemplateIn,
    TemplateOut,
    TextOut,
)
from ombud.core.models import Installation
from ombud.knowledge.languages import languages, short
from ombud.knowledge.models import Template
from ombud.knowledge.placeholders import faults_of
from ombud.lib import html as html_lib
from ombud.lib.liquid import TemplateWrong
from ombud.tickets.answering import answer, sentence_of
from ombud.users.models import User
from ombud.users.permissions import Permission

router = Router(tags=["Templates"])


@router.post("/templates", response={201: TemplateOut}, summary="Make a template")
def make_template(request: ApiRequest, wish: TemplateIn) -> Status[TemplateOut]:
    """Owned by whoever makes it."""
    require(request.auth, Permission.WRITE_TEMPLATES)
    texts, main = _texts(wish), wish.main or short(Installation.current().language)
    if main not in texts:
        raise wrong("texts", _("Write the text in its main language first."))
    category, solves = category_of(wish.category), type_of(wish.solves)
    is_full = wish.kind == "full"
    made = Template.objects.make(
        by=request.auth,
        name=wish.name,
        kind=wish.kind,
        texts=texts,
        main=main,
        team=team_of(wish.team),
        category=category.slug if category else "",
        solves=solves.slug if solves and is_full else "",
        state=wish.state if is_full else "",
        tags=wish.tags if is_full else [],
    )
    return Status(201, _shown(made))


@router.post(
    "/templates/{slug:slug}/render",
    response=RenderOut,
    summary="Fill in a template on a ticket",
)
def render(request: ApiRequest, slug: str, wish: RenderIn) -> RenderOut:
    """As an agent would insert it; it is counted as a use."""
    found, ticket = _found(slug, request.auth), ticket_at(request, wish.ticket)
    try:
        filled = answer(found, ticket, by=request.auth, language=wish.language)
    except TemplateWrong as fault:
        raise wrong("slug", sentence_of(fault)) from fault
    found.count_use()
    return RenderOut(
        language=filled.language,
        subject=filled.subject,
        text=filled.text,
        html=filled.html,
        missing=filled.missing,
    )


def _found(slug: str, reader: User) -> Template:
    found = Template.objects.visible_to(reader).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _texts(wish: TemplateIn) -> dict[str, dict[str, str]]:
    """Safe HTML by language; what cannot be used is named."""
    found, faults = {}, {}
    for code, said in wish.texts.items():
        html = html_lib.clean(said.html) if said.html else html_lib.html_from(said.text)
        found[code] = {"subject": said.subject, "html": html}
        sentences = [*faults_of(said.subject), *faults_of(html, html=True)]
        if code not in languages():
            sentences = [_("Ombud is not written in “%(code)s”.") % {"code": code}]
        if sentences:
            faults[f"texts.{code}"] = " ".join(sentences)
    if faults:
        raise some_wrong(faults)
    return found


def _shown(one: Template) -> TemplateOut:
    return TemplateOut(
        slug=one.slug,
        name=one.name,
        kind=one.kind,
        main=one.main,
        category=one.category or None,
        team=one.team.slug if one.team else None,
        owner=one.owner.email if one.owner else None,
        solves=one.solves or None,
        state=one.state or None,
        tags=one.tags,
        texts={
            code: TextOut(
                subject=text["subject"],
                html=text["html"],
                out_of_date=code in one.behind,
            )
            for code, text in one.texts.items()
        },
        uses=one.uses,
    )
