"""Types of records and carriers, as those who may set them up write them down."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ombud.sales.models import Carrier, RecordType
from ombud.sales.models.shipment import PLACE, slug_of
from ombud.workflows.icon_field import IconField
from ombud.workflows.models.field import FieldKind

if TYPE_CHECKING:
    TypeModelForm = forms.ModelForm[RecordType]
    FieldSet = forms.BaseFormSet["RecordFieldForm"]
    CarrierModelForm = forms.ModelForm[Carrier]
else:
    TypeModelForm = CarrierModelForm = forms.ModelForm
    FieldSet = forms.BaseFormSet

# Those that can be told in a file or a call; the rest need a page of their own.
KINDS = (
    FieldKind.TEXT,
    FieldKind.LONG_TEXT,
    FieldKind.NUMBER,
    FieldKind.MONEY,
    FieldKind.DATE,
    FieldKind.CHECKBOX,
)
EMPTY_ROWS = 3
MOST = 40


def free_slug(name: str, taken: set[str], sign: str = "-") -> str:
    """A key for programs that nothing else has."""
    start = slugify(name).replace("-", sign)[:36] or "type"
    numbered = (f"{start}{sign}{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (start, *numbered) if one not in taken)


class RecordTypeForm(TypeModelForm):
    """What such records are called, and by which words their numbers are known."""

    words = forms.CharField(
        label=_("Words beside its numbers"),
        required=False,
        max_length=500,
        help_text=_("Such as contract, Vertrag, smlouva. Parted by commas."),
    )
    icon = IconField()
    use_required_attribute = False

    class Meta:
        model = RecordType
        fields = ["name", "plural", "words", "icon"]
        help_texts = {"plural": _("As the list of them is headed.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["words"] = ", ".join(self.instance.words)
        field = self.fields["icon"]
        if isinstance(field, IconField):
            field.offer_also(self.instance.icon)

    def clean_words(self) -> list[str]:
        """Each once."""
        words = (one.strip()[:40] for one in self.cleaned_data["words"].split(","))
        return list(dict.fromkeys(one for one in words if one))

    def clean_icon(self) -> str:
        """A page, where none was chosen."""
        return str(self.cleaned_data["icon"]) or "file-text"


class RecordFieldForm(forms.Form):
    """One field of such records; without a name it goes."""

    slug = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    name = forms.CharField(label=_("Field"), required=False, max_length=80)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(one.value, one.label) for one in KINDS]
    )


class RecordFieldForms(FieldSet):
    """All fields of a type."""

    def clean(self) -> None:
        """Each name once."""
        names = [row["name"].strip().lower() for row in self.rows()]
        if len(names) != len(set(names)):
            raise forms.ValidationError(_now("Two fields have the same name."))

    def rows(self) -> list[dict[str, Any]]:
        """Those that have a name."""
        found = (form.cleaned_data for form in self.forms if form.is_valid())
        return [row for row in found if row.get("name")]

    def told(self) -> list[dict[str, str]]:
        """As the type keeps them; what is there already keeps its key."""
        taken = {row["slug"] for row in self.rows() if row["slug"]}
        found = []
        for row in self.rows():
            slug = row["slug"] or free_slug(row["name"], taken, "_")
            taken.add(slug)
            found.append({"slug": slug, "name": row["name"], "kind": row["kind"]})
        return found


FieldRows = forms.formset_factory(
    RecordFieldForm, RecordFieldForms, extra=EMPTY_ROWS, max_num=MOST
)


def field_rows(one: RecordType, data: Any = None) -> RecordFieldForms:
    """The rows of that type, and some that are empty."""
    found: Any = FieldRows(data, initial=one.fields, prefix="fields")
    return found  # type: ignore[no-any-return]  # the factory loses the class


def keep_type(form: RecordTypeForm, rows: RecordFieldForms) -> RecordType:
    """The type with its fields; a new one gets its key."""
    one: RecordType = form.save(commit=False)
    if not one.slug:
        taken = set(RecordType.objects.values_list("slug", flat=True))
        one.slug = free_slug(one.name, taken)
        one.position = len(taken)
    one.fields = rows.told()
    one.save()
    return one


class CarrierForm(CarrierModelForm):
    """Who carries parcels, and where one looks after them."""

    use_required_attribute = False

    class Meta:
        model = Carrier
        fields = ["name", "tracking_url"]
        help_texts = {
            "tracking_url": _("With {tracking} where the code of the parcel stands.")
        }

    def clean_tracking_url(self) -> str:
        """A page on the web that takes the code."""
        found: str = self.cleaned_data["tracking_url"].strip()
        if found and not found.startswith(("https://", "http://")):
            raise forms.ValidationError(_now("This does not begin with https://."))
        if found and PLACE not in found:
            raise forms.ValidationError(
                _now("Write %(place)s where the code stands.") % {"place": PLACE}
            )
        return found

    def clean_name(self) -> str:
        """Another name for the same would be the same carrier."""
        name: str = self.cleaned_data["name"]
        if self.instance.pk is None:
            slug = slug_of(name)
            if Carrier.objects.filter(slug=slug).exists():
                raise forms.ValidationError(_now("This carrier is there already."))
            self.instance.slug = slug
        return name
