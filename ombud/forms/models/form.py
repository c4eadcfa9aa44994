"""One configured form: what it asks, and what becomes of the answers."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ombud.core.addresses import address

# What a company may say in each language; the rest comes with Ombud.
TEXTS = ("title", "intro", "thanks")


class Form(models.Model):
    """A page that anybody may fill in, and that makes a ticket of it."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    is_active = models.BooleanField(_("open to customers"), default=True)
    languages = ArrayField(models.CharField(max_length=10), default=list)
    # For each language its title, intro and thanks.
    texts = models.JSONField(default=dict)

    # What becomes of it.
    workflow = models.ForeignKey(
        "workflows.Workflow", models.PROTECT, related_name="+", verbose_name=_("type")
    )
    team = models.ForeignKey(
        "users.Team", models.PROTECT, related_name="+", verbose_name=_("team")
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible agent"),
    )
    category = models.ForeignKey(
        "workflows.Category",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("category"),
    )
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    # Confirmations and answers leave from this mailbox.
    channel = models.ForeignKey(
        "channels.Channel",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("mailbox"),
    )
    confirms = models.BooleanField(_("confirm by e-mail"), default=True)
    # Applicants and the like: no record of them, and erased once it is over.
    not_stored = models.BooleanField(_("whoever writes is not stored"), default=False)

    # Who gets in.
    needs_order_link = models.BooleanField(
        _("only from the link in an order's mail"), default=False
    )
    holds_unproven = models.BooleanField(
        _("look at what came without JavaScript first"), default=True
    )
    origins = ArrayField(models.CharField(max_length=200), default=list, blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def url_path(self) -> str:
        """Where customers fill it in."""
        return address("form-page", self.slug)

    @property
    def url(self) -> str:
        """The same with this installation's name."""
        return f"{settings.PUBLIC_URL}{self.url_path}"

    @property
    def embed_code(self) -> str:
        """The one line for a shop's page."""
        source = f"{settings.PUBLIC_URL}{address('form-embed', self.slug)}"
        return f'<script src="{source}" async></script>'

    @property
    def own_languages(self) -> list[tuple[str, str]]:
        """Code and name of each language it speaks."""
        return [one for one in settings.LANGUAGES if one[0] in self.languages]

    @property
    def title(self) -> str:
        """In the reader's language."""
        return self.text("title") or gettext(self.name)

    @property
    def intro(self) -> str:
        """What stands above the fields."""
        return self.text("intro")

    @property
    def thanks(self) -> str:
        """What is said once it was sent."""
        return self.text("thanks")

    def text(self, name: str) -> str:
        """In the reader's language, else in the form's first; empty for none."""
        spoken = translation.get_language() or ""
        for language in (spoken, *self.languages):
            if found := self.texts.get(language, {}).get(name):
                return str(found)
        return ""

    def policy(self, own: str) -> str:
        """The content policy with those sites that may frame this form."""
        frames = " ".join(["'self'", *self.origins])
        return own.replace("frame-ancestors 'self'", f"frame-ancestors {frames}")

    def columns(self) -> dict[str, Any]:
        """What each of its tickets begins with."""
        return {
            "team": self.team,
            "workflow": self.workflow,
            "channel": self.channel,
            "category": self.category,
            "tags": list(self.tags),
            "not_stored": self.not_stored,
            "door": self,
        }
