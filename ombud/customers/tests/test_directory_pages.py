"""The directory's pages: list, form, one fact, many responsible."""

import pytest

from ombud.customers.models import Change, Contact, Organisation
from ombud.testing.factories import make_contact

PAGES = [
    "/contacts/",
    "/contacts/new/",
    "/contacts/duplicates/",
    "/organisations/",
    "/organisations/new/",
    "/organisations/duplicates/",
]
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.mark.parametrize("url", PAGES)
def test_agnes_opens_them(agnes_client, url):
    assert agnes_client.get(url).status_code == 200


@pytest.mark.parametrize("url", PAGES)
def test_olaf_opens_none(olaf_client, url):
    assert olaf_client.get(url).status_code == 403


@pytest.mark.parametrize("url", PAGES)
def test_zoe_is_asked_to_sign_in(outsider_client, url):
    assert outsider_client.get(url).status_code == 302


def test_olaf_changes_nothing(olaf_client, carla):
    for page in ("edit", "facts/phones", "merges"):
        url = f"/contacts/{carla.pk}/{page}/"
        assert olaf_client.post(url, {"name": "Olaf"}).status_code == 403
    assert (
        olaf_client.post("/contacts/responsible/", {"ids": carla.pk}).status_code == 403
    )
    assert not Change.objects.exists()


def test_the_list_costs_the_same_for_any_number(
    agnes_client, carla, django_assert_max_num_queries
):
    for place in range(20):
        make_contact(f"Nr. {place}", f"n{place}@x.example", phone="+420601000142")
    with django_assert_max_num_queries(14):
        page = agnes_client.get("/contacts/").content.decode()
    assert page.count("+420 601 000 142") == 20


def test_pages_follow_each_other_by_name(agnes_client, db):
    for place in range(60):
        make_contact(f"Person {place:02}")
    first = agnes_client.get("/contacts/")
    listing = first.context["listing"]
    second = agnes_client.get(f"/contacts/{listing.next_url}").context["listing"]
    names = [one.name for one in [*listing.rows, *second.rows]]
    assert names == [f"Person {place:02}" for place in range(60)]
    assert not second.next_url


def test_nonsense_for_a_page_is_the_first(agnes_client, carla):
    assert agnes_client.get("/contacts/?after=nonsense").status_code == 200


def test_filters_narrow_the_list(agnes_client, agnes, carla, carlos):
    carla.entrust(agnes, by=agnes)
    carla.change(by=agnes, tags=["vip"], language="de")
    for query in ("responsible=me", "tag=vip", "language=de", "q=carla"):
        rows = agnes_client.get(f"/contacts/?{query}").context["listing"].rows
        assert rows == [carla], query
    rows = agnes_client.get("/contacts/?responsible=none").context["listing"].rows
    assert rows == [carlos]


def test_a_new_contact_has_all_that_was_typed(agnes_client, agnes):
    wish = {
        "name": "Petra Svobodová",
        "emails": "petra@lipa.example\nhome@petra.example",
        "phones": "+420 601 000 142 (mobile)\n+44 20 7946 0101",
        "accounts": "10023 (shop)",
        "company": "Ateliér Lípa",
        "role": "Owner",
        "tags": "vip, press, vip",
        "responsible": agnes.email,
    }
    answer = agnes_client.post("/contacts/new/", wish)
    petra = Contact.objects.get()
    assert answer["Location"] == f"/contacts/{petra.pk}/"
    assert petra.emails == ["petra@lipa.example", "home@petra.example"]
    assert [(one.number, one.label) for one in petra.numbers] == [
        ("+420601000142", "mobile"),
        ("+442079460101", ""),
    ]
    assert (petra.organisation.name, petra.role) == ("Ateliér Lípa", "Owner")
    assert (petra.tags, petra.responsible) == (["vip", "press"], agnes)
    assert str(petra.accounts.get()) == "shop: 10023"


def test_a_known_company_is_not_made_twice(agnes_client, carla):
    agnes_client.post("/contacts/new/", {"name": "Anna", "company": "EXAMPLE"})
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("emails", "no address", "is no e-mail address"),
        ("emails", "carla@example.com", "belongs to Carla Conti"),
        ("phones", "call the porter", "is no phone number"),
        ("name", "", "This field is required"),
    ],
)
def test_what_is_wrong_is_said(agnes_client, carla, field, value, sentence):
    answer = agnes_client.post("/contacts/new/", {"name": "Anna", field: value})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    ("domains", "sentence"),
    [
        ("gmail.com", "Anybody can have an address at gmail.com"),
        ("nonsense", "is no domain"),
        ("taken.example", "belongs to Taken already"),
    ],
)
def test_a_domain_must_be_the_companys_own(agnes_client, db, domains, sentence):
    Organisation.objects.create(name="Taken", domains=["taken.example"])
    wish = {"name": "Lípa", "domains": domains}
    answer = agnes_client.post("/organisations/new/", wish)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_form_knows_what_the_link_brings(agnes_client, db):
    Organisation.objects.create(name="Lípa", domains=["lipa.example"])
    page = agnes_client.get("/contacts/new/?emails=petra@lipa.example&name=Petra")
    assert 'value="Lípa"' in page.content.decode()


def test_one_fact_is_changed_where_it_stands(agnes_client, agnes, carla):
    url = f"/contacts/{carla.pk}/facts/role/"
    assert 'name="role"' in agnes_client.get(url, **HTMX).content.decode()
    answer = agnes_client.post(url, {"role": "Buyer"}, **HTMX)
    assert f'id="contact-{carla.pk}-facts"' in answer.content.decode()
    carla.refresh_from_db()
    assert carla.role == "Buyer"
    assert Change.objects.get().changes == {"role": ["", "Buyer"]}


def test_a_wrong_fact_keeps_its_form(agnes_client, carla):
    url = f"/contacts/{carla.pk}/facts/phones/"
    answer = agnes_client.post(url, {"phones": "none"}, **HTMX)
    assert answer.status_code == 422
    assert "is no phone number" in answer.content.decode()


def test_what_another_system_says_is_marked_and_not_asked_for(agnes_client, carla):
    carla.organisation.synced = {"vat_id": "Tryton"}
    carla.organisation.vat_id = "CZ1"
    carla.organisation.save()
    base = f"/organisations/{carla.organisation.pk}"
    assert "Comes from Tryton" in agnes_client.get(f"{base}/facts/").content.decode()
    form = agnes_client.get(f"{base}/edit/").context["form"]
    assert "vat_id" not in form.fields


def test_many_get_a_responsible_agent_at_once(agnes_client, agnes, carla, carlos):
    wish = {"ids": [carla.pk, carlos.pk], "to": agnes.email}
    agnes_client.post("/contacts/responsible/", wish)
    assert set(agnes.contacts.all()) == {carla, carlos}
    assert Change.objects.filter(by=agnes).count() == 2


def test_nobody_ticked_is_said(agnes_client, agnes):
    answer = agnes_client.post("/contacts/responsible/", {"to": agnes.email}, **HTMX)
    assert answer.status_code == 422


def test_companies_are_suggested_while_typing(agnes_client, carla):
    page = agnes_client.get("/organisations/suggestions/?company=exa").content.decode()
    assert '<option value="Example">' in page
