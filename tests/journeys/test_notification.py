"""Béla is given a ticket: the bell rings, a mail comes, and his answer is a note."""

from playwright.sync_api import Page, expect

from ombud.lib.mail import parse
from ombud.testing.mails import letter
from ombud.testing.servers import Mailbox, SmtpServer
from ombud.tickets.models import Ticket
from ombud.users.models import User


def test_a_ticket_is_given_and_answered_by_mail(
    new_page,
    agnes: User,
    bela: User,
    mailbox: Mailbox,
    smtp_server: SmtpServer,
    worker,
    until,
) -> None:
    mailbox.deliver(letter("The machine leaks."))
    until(Ticket.objects.exists)
    number = Ticket.objects.get().number
    his, hers = new_page(bela), new_page(agnes)
    his.goto("/inbox/teams/")
    expect(his.locator("#bell")).to_be_visible()
    his.wait_for_timeout(1000)

    give(hers, number, "Béla Balogh")
    expect(his.locator("#bell .count")).to_have_text("1")
    his.locator("#bell-button").click()
    line = his.locator("#bell-menu .bell-line")
    expect(line).to_contain_text("Assigned to you")
    line.click()
    expect(his.locator("#ticket")).to_be_visible()
    expect(his.locator("#bell .count")).to_have_count(0)

    until(lambda: mails_to(smtp_server, bela))
    mail = mails_to(smtp_server, bela)[0]
    mailbox.deliver(
        letter(
            "I call her at noon.\n\n> Assigned to you",
            **{"from": f"Béla <{bela.email}>"},
            in_reply_to=f"<{mail.message_id}>",
            subject=f"Re: {mail.subject}",
        )
    )
    note = his.locator(".msg-note", has_text="I call her at noon.")
    expect(note).to_be_visible(timeout=20000)
    expect(note).not_to_contain_text("Assigned to you")
    written = [one.raw for one in smtp_server.received if b"noon" in one.raw]
    assert written == []


def give(page: Page, number: int, name: str) -> None:
    """By the key A and the dialog."""
    page.goto(f"/tickets/{number}/")
    page.wait_for_timeout(500)
    page.keyboard.press("a")
    page.locator("dialog").get_by_role("button", name=name).click()


def mails_to(smtp_server: SmtpServer, user: User) -> list:
    """What that agent has got."""
    return [
        parse(one.raw) for one in smtp_server.received if user.email in one.recipients
    ]
