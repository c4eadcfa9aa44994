"""The customer's link in what an agent writes."""

from ombud.portal.models import CustomerLink
from ombud.testing.factories import make_ticket
from ombud.testing.knowledge import make_template
from ombud.tickets.answering import answer, filled


def test_one_link_is_made_and_used_again(agnes, support):
    ticket = make_ticket(team=support)
    one = make_template(html="<p>{{ customer.link }}</p>")
    first = answer(one, ticket, by=agnes, language="en").text
    assert first == answer(one, ticket, by=agnes, language="en").text
    assert first == CustomerLink.objects.get().url


def test_a_preview_makes_none(agnes, support):
    text = {"html": "<p>{{ customer.link }}</p>"}
    filled(text, make_ticket(team=support), "en", by=agnes, is_sent=False)
    assert not CustomerLink.objects.exists()
