"""A mailbox as those who may set it up write it down."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ombud.channels.models import (
    AfterFetch,
    Channel,
    Kind,
    Protocol,
    Security,
    StartChoice,
)
from ombud.channels.ports import SMTP, mismatch, usual_port
from ombud.users.people import agents_or

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Channel]
else:
    ModelForm = forms.ModelForm

# With these a trial can be made; the rest may still be missing.
CONNECTION = [
    "address",
    "protocol",
    "in_host",
    "in_security",
    "in_port",
    "in_user",
    "in_password",
    "folder",
    "after_fetch",
    "move_to",
    "out_host",
    "out_security",
    "out_port",
    "same_login",
    "out_user",
    "out_password",
    "verify_certificate",
]
NEEDED_TO_FETCH = ["in_host", "in_user", "in_password", "folder"]
NEEDED = {
    "address": _("Write the address of the mailbox."),
    "in_host": _("Name the server."),
    "in_user": _("Name the user of the mailbox."),
    "in_password": _("Write the password of the mailbox."),
    "folder": _("Name the folder to read, such as INBOX."),
    "out_host": _("Name the server that replies go out from."),
}
# Addresses under /settings/channels/ that are no mailbox.
RESERVED = {"new", "list", "trials"}
KEPT = _("Kept encrypted. Leave it empty to keep the one that is stored.")


def language_choices() -> list[tuple[str, str]]:
    """The languages on offer, each in its own words."""
    return [("", str(_("As the customer writes"))), *settings.LANGUAGES]


class PortField(forms.IntegerField):
    """A port; left empty, the usual one of the chosen security."""

    def clean(self, value: Any) -> int | None:
        """None where nobody wrote one."""
        return None if value in self.empty_values else super().clean(value)


class ChannelForm(ModelForm):
    """A mailbox: whose it is, how it is read, how replies leave."""

    language = forms.ChoiceField(
        label=_("Language of replies"), choices=language_choices, required=False
    )
    aliases = forms.CharField(
        label=_("Aliases"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("Other addresses that land in this mailbox, one in each line."),
    )
    in_port = PortField(label=_("Port"), min_value=1, max_value=65535)
    out_port = PortField(label=_("Port"), min_value=1, max_value=65535)
    use_required_attribute = False
    # As on the page, so that errors are listed from top to bottom.
    field_order = [
        "address",
        "sender_name",
        "team",
        "workflow",
        "language",
        "name",
        "responsible",
    ]

    class Meta:
        model = Channel
        fields = [
            "address",
            "sender_name",
            "team",
            "workflow",
            "language",
            "name",
            "responsible",
            *CONNECTION[1:],
            "aliases",
            "plus_addressing",
            "signature",
            "auto_reply",
            "silence_minutes",
            "enabled",
        ]
        error_messages = {
            "team": {"required": _("Choose the team that gets these letters.")},
            "workflow": {"required": _("Choose the workflow of these tickets.")},
        }
        widgets = {
            "signature": forms.Textarea(attrs={"rows": 4}),
            "protocol": forms.RadioSelect,
            "address": forms.EmailInput(attrs={"autocomplete": "off"}),
            "in_user": forms.TextInput(attrs={"autocomplete": "off"}),
            "out_user": forms.TextInput(attrs={"autocomplete": "off"}),
            "in_password": forms.PasswordInput(attrs={"autocomplete": "new-password"}),
            "out_password": forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        }
        help_texts = {
            "name": _("For colleagues. Without one the address is shown."),
            "responsible": _(
                "Owns what comes in here, unless somebody looks after the customer."
            ),
            "sender_name": _("Customers see it beside the address."),
            "signature": _("Below every reply from this mailbox."),
            "auto_reply": _(
                "Once for each sender and day, and never to machines or imported mail."
            ),
            "plus_addressing": _("Then replies find their ticket by their address."),
            "verify_certificate": _(
                "Switch it off only for a server of your own with its own certificate."
            ),
            "silence_minutes": _("Whoever may set up mailboxes gets a mail then."),
            "enabled": _("Switched off, nothing is fetched; replies still go out."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["aliases"] = "\n".join(self.instance.aliases)
        flow: Any = self.fields["workflow"]
        flow.queryset = flow.queryset.filter(
            Q(is_active=True) | Q(pk=self.instance.workflow_id)
        )
        people: Any = self.fields["responsible"]
        people.queryset = agents_or(self.instance.responsible_id)
        people.empty_label = _("Nobody in particular")
        wanted = ["address", "out_host", *(NEEDED_TO_FETCH if self._will_fetch else [])]
        for name in ("name", *NEEDED_TO_FETCH, *wanted):
            field = self.fields[name]
            field.required = name in wanted
            field.error_messages["required"] = NEEDED.get(name, "")
        for name in ("in_password", "out_password"):
            self.fields[name].help_text = KEPT if getattr(self.instance, name) else ""
        if self.instance.in_password:
            self.fields["in_password"].required = False

    @property
    def _will_fetch(self) -> bool:
        name = self.add_prefix("protocol")
        protocol = self.data.get(name) or self.instance.protocol
        return str(protocol) != Protocol.PIPE

    # Field by field

    def clean_address(self) -> str:
        """Addresses are kept in small letters."""
        return str(self.cleaned_data["address"]).lower()

    def clean_aliases(self) -> list[str]:
        """One address in each line."""
        lines = self.cleaned_data["aliases"].replace(",", "\n").split("\n")
        found = list(dict.fromkeys(one.strip().lower() for one in lines if one.strip()))
        for one in found:
            try:
                validate_email(one)
            except forms.ValidationError:
                sentence = _now("“%(address)s” is not an address.") % {"address": one}
                raise forms.ValidationError(sentence) from None
        return found

    def clean_folder(self) -> str:
        """Every mailbox has an inbox."""
        return self.cleaned_data["folder"] or "INBOX"

    def clean_silence_minutes(self) -> int:
        """Fetching takes place once a minute: less than five is noise."""
        minutes = int(self.cleaned_data["silence_minutes"])
        if minutes < 5:
            raise forms.ValidationError(_now("Five minutes are the least."))
        return minutes

    # Together

    def clean(self) -> dict[str, Any]:
        """What fits to what."""
        data = super().clean() or self.cleaned_data
        data["same_login"] = data.get("same_login") and self._fetches
        if self._fetches:
            self._check_incoming(data)
        else:
            data["in_port"] = data.get("in_port") or self.instance.in_port
        self._check_outgoing(data)
        self._keep_passwords(data)
        self._check_taken(data)
        data["name"] = data.get("name") or data.get("address", "")[:80]
        return data

    @property
    def _fetches(self) -> bool:
        return self.cleaned_data.get("protocol") != Protocol.PIPE

    def _check_incoming(self, data: dict[str, Any]) -> None:
        protocol = str(data.get("protocol"))
        self._check_server(data, protocol, "in")
        chosen = data.get("after_fetch")
        allowed = {AfterFetch.LEAVE, AfterFetch.DELETE}
        if protocol == Protocol.POP3 and chosen not in allowed:
            self.add_error(
                "after_fetch", _now("POP3 can only leave mails or delete them.")
            )
        elif chosen == AfterFetch.MOVE:
            self._check_target(data)

    def _check_target(self, data: dict[str, Any]) -> None:
        target = str(data.get("move_to", ""))
        if not target:
            self.add_error("move_to", _now("Name the folder to move mails to."))
        elif target.lower() == str(data.get("folder", "")).lower():
            self.add_error(
                "move_to", _now("Name another folder than the one that is read.")
            )

    def _check_outgoing(self, data: dict[str, Any]) -> None:
        self._check_server(data, SMTP, "out")

    def _check_server(self, data: dict[str, Any], protocol: str, way: str) -> None:
        port, security = f"{way}_port", f"{way}_security"
        if port in self.errors or security in self.errors:
            return
        data[port] = data.get(port) or usual_port(protocol, data[security])
        if wrong := mismatch(protocol, data[security], data[port]):
            self.add_error(port, wrong)

    def _keep_passwords(self, data: dict[str, Any]) -> None:
        """An empty password keeps the stored one, for the same server and user only.

        Otherwise whoever may set up mailboxes could have it sent to any server. Until
        the form is valid, the instance still has what is stored.
        """
        ways = [("in", self._fetches), ("out", not data["same_login"])]
        for way, matters in ways:
            name = f"{way}_password"
            if data.get(name) or not matters:
                continue
            stored = getattr(self.instance, name)
            if stored and self._is_moved(data, way):
                self.add_error(
                    name, _now("Write the password again: the server has changed.")
                )
            data[name] = stored
        if data["same_login"] and self._is_moved(data, "out") and self._reuses_password:
            self.add_error(
                "in_password", _now("Write the password again: the server has changed.")
            )

    @property
    def _reuses_password(self) -> bool:
        typed = self.data.get(self.add_prefix("in_password"))
        return bool(self.instance.in_password) and not typed

    def _is_moved(self, data: dict[str, Any], way: str) -> bool:
        """Whether the password would travel elsewhere, or less well protected."""
        names = {f"{way}_host", f"{way}_user"} - {"out_user"}
        moved = any(data.get(name) != getattr(self.instance, name) for name in names)
        security = f"{way}_security"
        bare = data.get(security) == Security.PLAIN != getattr(self.instance, security)
        unchecked = not data.get("verify_certificate")
        return moved or bare or (unchecked and self.instance.verify_certificate)

    def _check_taken(self, data: dict[str, Any]) -> None:
        mine = [data.get("address", ""), *data.get("aliases", [])]
        others = Channel.objects.exclude(pk=self.instance.pk).filter(kind=Kind.MAIL)
        other = others.filter(
            Q(address__in=filter(None, mine)) | Q(aliases__overlap=mine)
        ).first()
        if not other:
            return
        taken = next(one for one in mine if one in other.addresses)
        field = "address" if taken == data.get("address") else "aliases"
        names = {"address": taken, "name": other.name}
        sentence = _now("%(address)s belongs to the mailbox “%(name)s” already.")
        self.add_error(field, sentence % names)

    # Doing it

    def save_channel(self) -> Channel:
        """Save, with a slug for a new one; forwarding needs no start."""
        channel = self.instance
        channel.slug = channel.slug or self._free_slug()
        self.save()
        if channel.protocol == Protocol.PIPE and not channel.started_at:
            channel.start(StartChoice.NOW)
        return channel

    def _free_slug(self) -> str:
        start = slugify(self.instance.name.partition("@")[0])[:70] or "mailbox"
        taken = set(
            Channel.objects.filter(slug__startswith=start).values_list(
                "slug", flat=True
            )
        )
        numbered = (f"{start}-{number}" for number in range(2, len(taken) + 3))
        free = (one for one in (start, *numbered) if one not in taken | RESERVED)
        return next(free)

    def trial_channel(self) -> Channel:
        """The channel as it stands in the form, not saved."""
        return self.instance

    def trial_errors(self) -> list[tuple[str, str]]:
        """What keeps a trial from being made: label and sentence."""
        return [
            (str(self.fields[name].label), " ".join(map(str, self.errors[name])))
            for name in CONNECTION
            if name in self.errors
        ]


class StartForm(forms.Form):
    """What becomes of the mails that are in the mailbox already."""

    choice = forms.ChoiceField(choices=StartChoice.choices, initial=StartChoice.NOW)
    days = forms.IntegerField(
        label=_("Days"), min_value=1, max_value=365, initial=7, required=False
    )

    def clean_days(self) -> int:
        """A week unless somebody says otherwise."""
        return self.cleaned_data["days"] or 7


class RetryForm(forms.Form):
    """To whom a mail shall be sent once more."""

    recipients = forms.CharField(required=False)

    def clean_recipients(self) -> list[str]:
        """Addresses, parted by commas or spaces."""
        found: list[str] = self.cleaned_data["recipients"].replace(",", " ").split()
        for one in found:
            try:
                validate_email(one)
            except forms.ValidationError:
                sentence = _now("“%(address)s” is not an address.") % {"address": one}
                raise forms.ValidationError(sentence) from None
        return found
