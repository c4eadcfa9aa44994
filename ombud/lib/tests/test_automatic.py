"""Bounces, auto-replies, complaints, and what may be answered."""

import pytest

from ombud.lib.automatic import classify, from_machine, may_be_answered
from ombud.lib.mail import Mail, parse


def mail(body: str = "Hello", **headers: str) -> Mail:
    lines = {"From": "Carla <carla@shop.example>"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    head = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return parse(f"{head}\n{body}".encode())


def report(*fields: str, words: str = "It failed.") -> Mail:
    """A delivery status report as RFC 3464 has it."""
    return mail(
        f"--cut\n\n{words}\n--cut\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mx.example\n\n"
        + "\n".join(fields)
        + "\n--cut\nContent-Type: message/rfc822\n\nMessage-ID: <n7@ombud.example>\n"
        "To: gone@shop.example\n\nours\n--cut--\n",
        From="MAILER-DAEMON@mx.example",
        Content_Type="multipart/report; report-type=delivery-status; boundary=cut",
    )


def test_a_mail_from_a_person_is_a_message() -> None:
    found = classify(mail())
    assert (found.kind, found.bounce) == ("message", None)
    assert found.is_from_person


def test_a_delivery_status_is_read_field_by_field() -> None:
    found = classify(
        report(
            "Final-Recipient: rfc822; gone@shop.example",
            "Action: failed",
            "Status: 5.1.1",
            "Diagnostic-Code: smtp; 550 5.1.1 <gone@shop.example>",
            "    No such user",
        )
    )
    assert found.kind == "bounce"
    assert found.bounce is not None
    assert found.bounce.recipient == "gone@shop.example"
    assert found.bounce.status == "5.1.1"
    assert found.bounce.diagnostic == "550 5.1.1 <gone@shop.example> No such user"
    assert found.bounce.original_message_id == "n7@ombud.example"
    assert found.bounce.permanent


@pytest.mark.parametrize(
    ("status", "diagnostic", "code"),
    [
        ("5.0.0", "smtp; 550 5.7.1 Not wanted", "5.7.1"),
        ("5.1.1", "smtp; 550 5.7.1 Not wanted", "5.1.1"),
        ("4.4.7", "smtp; 452 4.2.2 Full", "4.2.2"),
        ("5.0.0", "smtp; 550 host 192.5.7.1 said no", "5.0.0"),
        ("5.2.2 (full)", "", "5.2.2"),
    ],
)
def test_the_code_that_says_most_is_taken(
    status: str, diagnostic: str, code: str
) -> None:
    found = classify(
        report(
            "Final-Recipient: rfc822; gone@shop.example",
            "Action: failed",
            f"Status: {status}",
            f"Diagnostic-Code: {diagnostic}",
        )
    )
    assert found.bounce is not None
    assert found.bounce.status == code


def test_a_delay_is_no_failure() -> None:
    found = classify(
        report(
            "Final-Recipient: rfc822; a@b.example", "Action: delayed", "Status: 4.4.1"
        )
    )
    assert found.kind == "delayed"
    assert found.bounce is not None
    assert not found.bounce.permanent


def test_good_news_is_no_bounce() -> None:
    found = classify(
        report(
            "Final-Recipient: rfc822; a@b.example", "Action: delivered", "Status: 2.0.0"
        )
    )
    assert found.bounce is None


def test_the_recipient_that_failed_counts() -> None:
    found = classify(
        report(
            "Final-Recipient: rfc822; a@b.example\nAction: delivered\nStatus: 2.0.0\n",
            "Final-Recipient: rfc822; gone@shop.example\nAction: failed\nStatus: 5.1.1",
        )
    )
    assert found.bounce is not None
    assert found.bounce.recipient == "gone@shop.example"


SERVERS_WORDS = [
    "It could not be delivered.\n\n<gone@shop.example>: 550 5.1.1 unknown user",
    "There was an error delivering your mail to <gone@shop.example>.\n\n550 5.1.1 No.",
    "Delivery failed for:\n\n    gone@shop.example\n      SMTP: 550 5.1.1 unknown",
    "Not delivered. Contact x@mx.example.\n>>> RCPT TO:<gone@shop.example>\n<<< 5.1.1",
    "User unknown: gone@shop.example (#5.1.1)",
]


@pytest.mark.parametrize("words", SERVERS_WORDS)
def test_a_bounce_in_mere_words_is_understood(words: str) -> None:
    found = classify(
        mail(
            words + "\n\n--- Below this line is a copy of the message.\n\n"
            "Message-ID: <n7@ombud.example>\nTo: other@shop.example\n",
            From="Mail Delivery System <MAILER-DAEMON@mx.example>",
            To="help@ombud.example",
            Subject="Undelivered Mail Returned to Sender",
            Return_Path="<>",
        )
    )
    assert found.kind == "bounce"
    assert found.bounce is not None
    assert found.bounce.recipient == "gone@shop.example"
    assert found.bounce.status == "5.1.1"
    assert found.bounce.original_message_id == "n7@ombud.example"


def test_a_failed_recipient_in_the_header_is_enough() -> None:
    found = classify(
        mail(
            "Something went wrong.",
            From="mailer-daemon@mx.example",
            X_Failed_Recipients="gone@shop.example",
            Auto_Submitted="auto-replied",
        )
    )
    assert found.kind == "bounce"
    assert found.bounce is not None
    assert found.bounce.recipient == "gone@shop.example"
    assert found.bounce.status == "5.0.0"


def test_the_address_is_taken_from_the_original_when_nobody_names_it() -> None:
    found = classify(
        mail(
            "Your message was not delivered.\n\n--- Original message follows.\n\n"
            "To: <gone@shop.example>\n",
            From="postmaster@mx.example",
            Subject="Delivery failure",
        )
    )
    assert found.bounce is not None
    assert found.bounce.recipient == "gone@shop.example"


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("Delayed Mail (still being retried)", "It will be retried."),
        ("Warning: message delayed 24 hours", "It has not yet been delivered."),
    ],
)
def test_a_delay_in_mere_words_is_understood(subject: str, words: str) -> None:
    body = f"{words}\n\n<slow@shop.example>: 451 later"
    found = classify(mail(body, From="MAILER-DAEMON@mx.example", Subject=subject))
    assert found.kind == "delayed"
    assert found.bounce is not None
    assert found.bounce.recipient == "slow@shop.example"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-replied (vacation)", "Return_Path": "<>"},
        {"X_Autoreply": "yes"},
        {"Precedence": "auto_reply"},
        {"Subject": "Automatic reply: Printer", "Return_Path": "<>"},
        {"Subject": "Out of Office: Printer"},
        {"Subject": "=?utf-8?Q?Abwesenheitsnotiz=3A_Drucker?="},
        {"Subject": "=?utf-8?Q?Automatick=C3=A1_odpov=C4=9B=C4=8F=3A_x?="},
        {"Subject": "=?utf-8?Q?Automatikus_v=C3=A1lasz=3A_x?="},
        {"Content_Type": "multipart/report; report-type=disposition-notification"},
    ],
)
def test_auto_replies_are_known(headers: dict[str, str]) -> None:
    assert classify(mail(**headers)).kind == "auto_reply"


def test_a_vacation_note_that_mentions_delivery_is_no_bounce() -> None:
    note = mail(
        "Mail to this mailbox could not be delivered to my telephone.",
        Subject="Out of office: delivery failed?",
        Return_Path="<>",
    )
    assert classify(note).kind == "auto_reply"


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("My parcel was returned to sender", "Undeliverable, says the courier."),
        ("Delivery failed", "The driver did not ring: 550 5.1.1"),
        ("Error sending the form", "It says: message not sent"),
    ],
)
def test_a_customer_who_speaks_of_delivery_sends_no_bounce(
    subject: str, words: str
) -> None:
    assert classify(mail(words, Subject=subject)).kind == "message"


def test_a_parcel_service_sends_no_bounce() -> None:
    news = mail(
        "Your parcel could not be delivered. The driver did not find the bell.",
        From="Mail Delivery Prague <news@parcels.example>",
        Subject="Delivery failed",
    )
    assert classify(news).kind == "message"


def test_a_bounce_told_as_json_is_read() -> None:
    notice = (
        '{"Type": "Notification", "Message": "{\\"notificationType\\":\\"Bounce\\",'
        '\\"bounce\\":{\\"bouncedRecipients\\":[{\\"emailAddress\\":\\"gone@shop.example'
        '\\",\\"action\\":\\"failed\\",\\"status\\":\\"5.1.1\\"}]}}"}'
    )
    found = classify(mail(notice, From="no-reply@sns.example"))
    assert found.bounce is not None
    assert (found.bounce.recipient, found.bounce.status) == (
        "gone@shop.example",
        "5.1.1",
    )


def test_a_complaint_is_feedback() -> None:
    found = classify(
        mail(
            "--cut\nContent-Type: message/feedback-report\n\nVersion: 1\n--cut--",
            Content_Type="multipart/report; report-type=feedback-report; boundary=cut",
        )
    )
    assert found.kind == "feedback"


MACHINES = [
    {"Auto_Submitted": "auto-generated"},
    {"Precedence": "bulk"},
    {"Precedence": "list"},
    {"List_Id": "<news.shop.example>"},
    {"List_Unsubscribe": "<https://shop.example/u>"},
    {"Return_Path": "<>"},
    {"X_Auto_Response_Suppress": "OOF"},
    {"From": "no-reply@shop.example"},
    {"From": "MAILER-DAEMON@shop.example"},
    {"From": "news-bounces@shop.example"},
    {"From": "owner-news@shop.example"},
]


@pytest.mark.parametrize("headers", MACHINES)
def test_machines_are_never_answered(headers: dict[str, str]) -> None:
    assert from_machine(mail(**headers))
    assert not may_be_answered(mail(**headers))


@pytest.mark.parametrize(
    "headers", [{}, {"Auto_Submitted": "no"}, {"From": "norbert@shop.example"}]
)
def test_people_may_be_answered(headers: dict[str, str]) -> None:
    assert may_be_answered(mail(**headers))


def test_we_never_answer_ourselves_or_nobody() -> None:
    assert not may_be_answered(mail(), own={"Carla@Shop.example"})
    assert not may_be_answered(parse(b"Subject: x\n\nHello"))


def test_a_hostile_report_is_classified() -> None:
    endless = "Final-Recipient: rfc822; a@b.example\n" * 20_000
    assert classify(report(endless)).kind == "bounce"
