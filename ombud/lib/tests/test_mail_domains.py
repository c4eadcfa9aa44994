"""Which domains tell a company."""

import pytest

from ombud.lib.mail_domains import company_domains, is_public


@pytest.mark.parametrize(
    ("address", "domains"),
    [
        ("anna@Shop.Example", ["shop.example"]),
        ("anna@eu.shop.example", ["eu.shop.example", "shop.example"]),
        ("anna@gmail.com", []),
        ("anna@seznam.cz", []),
        ("anna@localhost", []),
        ("nobody", []),
        ("", []),
    ],
)
def test_a_domain_tells_the_company_unless_anybody_can_be_there(address, domains):
    assert company_domains(address) == domains


@pytest.mark.parametrize("domain", ["GMX.de", "freemail.hu", "otenet.gr", "seznam.cz"])
def test_public_domains_of_our_countries_are_known(domain):
    assert is_public(domain)
