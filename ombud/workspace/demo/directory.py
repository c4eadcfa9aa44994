"""What more is known of Crema & Co.'s customers, and who is known twice."""

from pathlib import Path

from ombud.customers.likenesses import look
from ombud.customers.models import (
    Contact,
    ContactAddress,
    ContactPhone,
    Organisation,
    ShopAccount,
)

FILE = Path(__file__).parent / "directory.txt"
SHOP = "crema.example"
Lines = list[list[str]]


def describe(contacts: dict[str, Contact]) -> None:
    """Companies, roles, more people; then the machine looks for who is there twice."""
    companies, roles, people, twins = sections()
    known = _companies(companies)
    _roles(roles, contacts)
    _people([*people, *twins], known)
    for noun, model in (("contact", Contact), ("organisation", Organisation)):
        look(noun, model.objects.values_list("pk", flat=True))


def sections() -> tuple[Lines, Lines, Lines, Lines]:
    """The file's parts: companies, roles, more people, people who are there twice."""
    found: list[Lines] = []
    for line in FILE.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            found[-1].append([cell.strip() for cell in line.split("|")])
        elif "typed a second time" not in line:
            found.append([])
    companies, roles, people, twins = found
    return companies, roles, people, twins


def _companies(lines: Lines) -> dict[str, Organisation]:
    known = {one.name: one for one in Organisation.objects.all()}
    new = [Organisation(name=line[0]) for line in lines if line[0] not in known]
    Organisation.objects.bulk_create(new)
    known |= {one.name: one for one in new}
    for name, domains, number, vat_id, terms, country, *rest in lines:
        company = known[name]
        company.domains = words(domains)
        company.number, company.vat_id = number, vat_id
        company.terms, company.country = terms, country
        company.tags = words(rest[0])
        company.warning = rest[1] if len(rest) > 1 else ""
    columns = ["domains", "number", "vat_id", "terms", "country", "tags", "warning"]
    Organisation.objects.bulk_update(known.values(), columns)
    return known


def _roles(lines: Lines, contacts: dict[str, Contact]) -> None:
    for key, role, *_rest in lines:
        contacts[key].role = role
    Contact.objects.bulk_update([contacts[line[0]] for line in lines], ["role"])
    ShopAccount.objects.bulk_create(
        ShopAccount(contact=contacts[key], number=number, shop=SHOP)
        for key, _role, number, *_rest in lines
    )
    ContactAddress.objects.bulk_create(
        ContactAddress(contact=contacts[line[0]], address=address)
        for line in lines
        for address in words(line[3])
    )
    ContactPhone.objects.bulk_create(
        ContactPhone(contact=contacts[line[0]], number=plain(phone))
        for line in lines
        for phone in words(line[4])
    )


def _people(lines: Lines, companies: dict[str, Organisation]) -> None:
    people = [
        Contact(
            name=name, language=language, organisation=companies.get(company), role=role
        )
        for name, _address, language, company, role, *_rest in lines
    ]
    Contact.objects.bulk_create(people)
    both = list(zip(people, lines, strict=True))
    ContactAddress.objects.bulk_create(
        ContactAddress(contact=one, address=line[1], is_main=True) for one, line in both
    )
    ContactPhone.objects.bulk_create(
        ContactPhone(contact=one, number=plain(line[5]), is_main=True)
        for one, line in both
        if line[5]
    )


def words(text: str) -> list[str]:
    """What commas part."""
    return [word.strip() for word in text.split(",") if word.strip()]


def plain(phone: str) -> str:
    """As the directory keeps it."""
    return phone.replace(" ", "")
