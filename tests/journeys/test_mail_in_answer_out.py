"""The whole way: a customer's mail, the agent's answer, the customer's answer to it."""

import time

from playwright.sync_api import Page, expect

from ombud.lib.mail import parse
from ombud.testing.mails import letter
from ombud.testing.servers import Mailbox, SmtpServer
from ombud.tickets.models import Ticket


def test_a_mail_is_answered_in_the_browser_and_the_answer_is_answered(
    agnes_page: Page, mailbox: Mailbox, smtp_server: SmtpServer, worker, until
) -> None:
    page = agnes_page
    page.goto("/inbox/teams/")
    mailbox.deliver(
        letter("The machine leaks.\nWhat now?", message_id="<one@example.com>")
    )
    until(Ticket.objects.exists)
    fetched = time.monotonic()
    open_the_new_ticket(page)
    assert time.monotonic() - fetched < 5 + 2

    expect(page.locator(".timeline").get_by_text("The machine leaks.")).to_be_visible()
    page.keyboard.press("r")
    page.keyboard.type("Please send it back to us.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast").first).to_contain_text("Carla Conti")
    expect(page.locator("#reply-form .ProseMirror")).to_have_text("")
    until(lambda: answers(smtp_server), 40)

    answer = parse(answers(smtp_server)[0].raw)
    number = Ticket.objects.get().number
    assert answer.in_reply_to == "one@example.com"
    assert f"[#{number}]" in answer.subject
    assert "Please send it back to us." in answer.text
    assert "> The machine leaks." in answer.text
    assert Ticket.objects.get().state.slug in {"waiting", "open"}

    mailbox.deliver(
        letter(
            "Thank you, on its way.",
            subject="Completely different",
            in_reply_to=f"<{answer.message_id}>",
        )
    )
    news = page.locator(".timeline").get_by_text("Thank you, on its way.")
    expect(news).to_be_visible(timeout=20000)
    assert Ticket.objects.get().state.slug == "open"


def test_an_answer_can_be_taken_back_and_nothing_of_it_is_lost(
    agnes_page: Page, mailbox: Mailbox, smtp_server: SmtpServer, worker, until
) -> None:
    page = agnes_page
    mailbox.deliver(letter())
    until(Ticket.objects.exists)
    page.goto(f"/tickets/{Ticket.objects.get().number}/")
    page.keyboard.press("r")
    page.keyboard.type("Too soon.")
    page.keyboard.press("Control+Enter")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".composer p", has_text="Too soon.")).to_be_visible()
    until(lambda: Ticket.objects.get().state.slug == "new")
    time.sleep(12)
    assert answers(smtp_server) == []


def open_the_new_ticket(page: Page) -> None:
    """By the pill that tells of it, or by its row."""
    pill = page.locator("#list .newpill:visible")
    row = page.locator(".trow", has_text="Broken parcel")
    expect(pill.or_(row).first).to_be_visible(timeout=10000)
    if pill.is_visible():
        pill.click()
    row.first.click()


def answers(smtp_server: SmtpServer) -> list:
    """What agents have sent; the automatic confirmations apart."""
    return [
        one for one in smtp_server.received if not one.message.get("Auto-Submitted")
    ]
