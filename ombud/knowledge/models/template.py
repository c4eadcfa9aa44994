"""Texts that agents answer with, in several languages side by side."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Case, F, Max, Q, TextField, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ombud.core.fold import Fold, folded
from ombud.knowledge.languages import languages, short
from ombud.users.models import User
from ombud.users.permissions import Permission

if TYPE_CHECKING:
    from ombud.core.actor import Actor
    from ombud.knowledge.models.version import TemplateVersion

# So long nobody has used it: look whether anybody needs it still.
IDLE = timedelta(days=180)


class TemplateKind(models.TextChoices):
    """How much of an answer it is."""

    BLOCK = "block", _("Text block")
    FULL = "full", _("Full answer")


def kinds() -> list[tuple[str, Any]]:
    """A new kind makes no migration."""
    return TemplateKind.choices


class TemplateQuerySet(models.QuerySet["Template"]):
    """Finding templates."""

    def visible_to(self, reader: User) -> "TemplateQuerySet":
        """Those of everybody, and of the reader's teams."""
        if reader.may(Permission.SEE_ALL_TICKETS):
            return self
        return self.filter(Q(team=None) | Q(team__in=reader.team_ids))

    def best_for(
        self, categories: Iterable[str], language: str, team: int | None
    ) -> "TemplateQuerySet":
        """The nearest category first, written in that language, much used.

        `categories`: keys, the ticket's own first, then each above it.
        """
        keys = [*categories, ""]
        near = [When(category=key, then=Value(place)) for place, key in enumerate(keys)]
        return self.alias(
            nearness=Case(*near, default=Value(len(keys))),
            strangeness=Case(
                When(texts__has_key=short(language), then=Value(0)), default=Value(1)
            ),
            distance=Case(When(team=team, then=Value(0)), default=Value(1)),
        ).order_by("nearness", "strangeness", "distance", "-uses", "name", "pk")

    def matching(self, words: str) -> "TemplateQuerySet":
        """Whose name has a word that begins so, or whose texts have it; each word."""
        found = self.alias(said=Fold(Cast("texts", TextField())))
        for word in words.split()[:6]:
            plain = Fold(Value(word[:60]))
            found = found.filter(Q(folded__contains=plain) | Q(said__contains=plain))
        return found

    def lacking(self, language: str) -> "TemplateQuerySet":
        """Those that are not written in it, or were changed since."""
        code = short(language)
        others = self.exclude(main=code).alias(follows=KT(f"texts__{code}__of"))
        return others.filter(~Q(texts__has_key=code) | ~Q(follows=F("main_digest")))

    def idle(self) -> "TemplateQuerySet":
        """Those that nobody has used for long."""
        since = timezone.now() - IDLE
        return self.filter(Q(used_at__lt=since) | Q(used_at=None, made_at__lt=since))

    def solution_for(
        self, workflow: str, categories: Iterable[str], team: int | None, language: str
    ) -> "Template | None":
        """What a ticket of that type is answered with when it is solved."""
        found = self.filter(solves=workflow)
        found = found.filter(Q(team=None) | Q(team=team))
        keys = [*categories, ""]
        found = found.filter(category__in=keys)
        return found.best_for(categories, language, team).first()

    @transaction.atomic
    def make(self, *, by: "Actor", **columns: Any) -> "Template":
        """A new one, owned by whoever writes it, unless they say whose it is."""
        columns.setdefault("owner", by if isinstance(by, User) else None)
        found = Template(slug=_free_slug(columns["name"]))
        found.keep(by=by, **columns)
        return found


class Template(models.Model):
    """A text block or a full answer that agents insert, in several languages."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=100, unique=True)
    kind = models.CharField(max_length=5, choices=kinds, default=TemplateKind.BLOCK)
    # Keys of what stands above: a category, and the type that it is the solution of.
    category = models.CharField(max_length=80, blank=True, db_index=True)
    solves = models.CharField(max_length=80, blank=True, db_index=True)
    team = models.ForeignKey(
        "users.Team", models.CASCADE, null=True, blank=True, related_name="templates"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="templates",
    )
    # The language that the others follow.
    main = models.CharField(max_length=10, default="en")
    # {language: {"subject", "html", "of"}}, the words Liquid; `of` is the digest of
    # the main text that this one was made from.
    texts = models.JSONField(default=dict)
    main_digest = models.CharField(max_length=16, blank=True)
    state = models.CharField(max_length=80, blank=True)
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    uses = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    folded = folded("name")

    objects = TemplateQuerySet.as_manager()

    # What a version keeps.
    CONTENT = ("name", "kind", "category", "solves", "main", "texts", "state", "tags")

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where it is written."""
        return reverse("template", args=[self.slug])

    @property
    def is_full(self) -> bool:
        """Whether it sets more than words."""
        return self.kind == TemplateKind.FULL

    @property
    def words(self) -> dict[str, str]:
        """Subject and HTML in the main language."""
        return self.text_for(self.main)[1]

    @property
    def gaps(self) -> list[str]:
        """Languages of ours in which it is not written."""
        return [code for code in languages() if code not in self.texts]

    @property
    def behind(self) -> list[str]:
        """Languages whose text was made from an older one in the main language."""
        return [
            code
            for code, text in self.texts.items()
            if code != self.main and text.get("of") != self.main_digest
        ]

    def text_for(self, language: str) -> tuple[str, dict[str, str]]:
        """The language and its text: the wanted one, else the main one, else any."""
        for code in (short(language), self.main, *self.texts):
            if code in self.texts:
                return code, self.texts[code]
        return self.main, {"subject": "", "html": ""}

    @transaction.atomic
    def keep(self, *, by: "Actor", right: Iterable[str] = (), **columns: Any) -> None:
        """Save it as a new version, if anything is different.

        `right`: languages whose text is said to fit the main one as it stands.
        """
        if self.pk:
            Template.objects.select_for_update().filter(pk=self.pk).first()
        before = self._content() if self.pk else None
        texts = columns.pop("texts", self.texts)
        for name, value in columns.items():
            setattr(self, name, value)
        self._write(texts, set(right))
        self.save()
        if self._content() != before:
            self._number(by)

    def restore(self, version: "TemplateVersion", *, by: "Actor") -> None:
        """As it was then; what it was until now stays a version too."""
        content = dict(version.content)
        texts = content.pop("texts")
        # Which texts follow which is part of what is restored.
        self.texts = texts
        self.keep(by=by, texts=texts, **content)

    def count_use(self) -> None:
        """It was inserted once more."""
        found = Template.objects.filter(pk=self.pk)
        found.update(uses=F("uses") + 1, used_at=timezone.now())

    @transaction.atomic
    def remove(self) -> None:
        """Away with it and its files; answers that were written with it stay."""
        for file in self.files.all():
            file.remove()
        self.delete()

    def _write(self, texts: Mapping[str, Mapping[str, str]], right: set[str]) -> None:
        """Whose words were changed, those follow the main text as it is now."""
        old, self.main_digest = self.texts, _digest(texts.get(self.main, {}))
        fresh: dict[str, dict[str, str]] = {}
        for code, text in texts.items():
            words = {name: text.get(name, "") for name in ("subject", "html")}
            known = old.get(code, {})
            is_same = all(known.get(name) == words[name] for name in words)
            of = known.get("of", "") if is_same else self.main_digest
            fresh[code] = words | {"of": self.main_digest if code in right else of}
        if self.main in fresh:
            fresh[self.main]["of"] = self.main_digest
        self.texts = fresh

    def _content(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.CONTENT}

    def _number(self, by: "Actor") -> None:
        last = self.versions.aggregate(last=Max("number"))["last"] or 0
        self.versions.create(
            number=last + 1,
            content=self._content(),
            by=by if isinstance(by, User) else None,
        )


def _digest(text: Mapping[str, str]) -> str:
    words = f"{text.get('subject', '')}\n{text.get('html', '')}"
    return sha256(words.encode()).hexdigest()[:16]


def _free_slug(name: str) -> str:
    start = slugify(name)[:80] or "template"
    known = Template.objects.filter(slug__startswith=start)
    taken = {*known.values_list("slug", flat=True), "new"}
    numbered = (f"{start}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (start, *numbered) if slug not in taken)
