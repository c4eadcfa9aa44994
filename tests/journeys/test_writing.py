"""What is written survives however slowly the editor comes."""

from playwright.sync_api import Page, Route, expect

from ombud.testing.factories import make_channel, make_message, make_ticket
from ombud.tickets.models import Draft


def test_what_was_typed_before_the_editor_came_keeps_its_spaces(
    agnes_page: Page, until
) -> None:
    ticket = make_ticket(channel=make_channel())
    make_message(ticket)
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    agnes_page.route("**/django_prose_editor/editor*.js", hold)
    agnes_page.goto(f"/tickets/{ticket.number}/")
    agnes_page.keyboard.press("r")
    agnes_page.keyboard.type("Send it back to ")
    for route in waiting:
        route.continue_()
    editor = agnes_page.locator("#reply-form .ProseMirror")
    expect(editor).to_be_visible()
    agnes_page.keyboard.type("us.")
    expect(editor).to_have_text("Send it back to us.")
    until(lambda: Draft.objects.filter(html="<p>Send it back to us.</p>").exists())
