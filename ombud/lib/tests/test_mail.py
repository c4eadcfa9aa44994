"""Bytes to a Mail, well-formed or not."""

from datetime import UTC, datetime

import pytest

from ombud.lib.mail import Address, Mail, parse

PLAIN = b"""\
Return-Path: <carla@shop.example>
From: "Costa, Carla" <carla@shop.example>
To: Support <help@ombud.example>, second@ombud.example
Cc: =?utf-8?B?xb1hbmV0YQ==?= <zaneta@shop.example>
Reply-To: carla.private@home.example
Subject: =?iso-8859-1?Q?Gr=FC=DFe?= from the
 shop
Date: Mon, 5 Jan 2026 10:00:00 +0100
Message-ID: <m1@shop.example>
In-Reply-To: <n7@ombud.example>
References: <n1@ombud.example>
 <n7@ombud.example>
Content-Type: text/plain; charset=utf-8

The scanner is silent.
"""


def with_body(head: str, body: bytes = b"words\n") -> Mail:
    return parse(head.encode() + b"\n\n" + body)


def multipart(*parts: str, kind: str = "mixed") -> Mail:
    body = "".join(f"--cut\n{part}\n" for part in parts) + "--cut--\n"
    return parse(f"Content-Type: multipart/{kind}; boundary=cut\n\n{body}".encode())


def test_a_plain_mail_is_read() -> None:
    mail = parse(PLAIN)
    assert mail.from_ == Address("Costa, Carla", "carla@shop.example")
    assert [a.address for a in mail.to] == [
        "help@ombud.example",
        "second@ombud.example",
    ]
    assert mail.cc == (Address("Žaneta", "zaneta@shop.example"),)
    assert mail.reply_to == (Address("", "carla.private@home.example"),)
    assert mail.return_path == "carla@shop.example"
    assert mail.subject == "Grüße from the shop"
    assert mail.date == datetime(2026, 1, 5, 9, tzinfo=UTC)
    assert mail.text == "The scanner is silent."
    assert mail.html == ""
    assert mail.defects == ()


def test_ids_stand_bare() -> None:
    mail = parse(PLAIN)
    assert mail.message_id == "m1@shop.example"
    assert mail.in_reply_to == "n7@ombud.example"
    assert mail.references == ("n1@ombud.example", "n7@ombud.example")


def test_headers_are_found_in_any_case() -> None:
    headers = parse(PLAIN).headers
    assert headers.get("SUBJECT") == "Grüße from the shop"
    assert headers.get("x-none", "nothing") == "nothing"
    assert headers.get_all("cc") == ["Žaneta <zaneta@shop.example>"]
    assert "message-id" in headers


@pytest.mark.parametrize("line_end", [b"\r\n", b"\r"])
def test_any_line_end_will_do(line_end: bytes) -> None:
    mail = parse(PLAIN.replace(b"\n", line_end))
    assert mail.subject == "Grüße from the shop"
    assert mail.text == "The scanner is silent."


def test_the_null_sender_differs_from_no_return_path() -> None:
    assert with_body("Return-Path: <>").return_path == ""
    assert with_body("Subject: x").return_path is None


@pytest.mark.parametrize(
    ("charset", "body", "text"),
    [
        ("utf-8", "Žluťoučký kůň".encode(), "Žluťoučký kůň"),
        ("", "Žluťoučký kůň".encode(), "Žluťoučký kůň"),
        ("no-such-charset", "Žluťoučký kůň".encode(), "Žluťoučký kůň"),
        ("iso-8859-1", b"caf\xe9 \x93quoted\x94", "café “quoted”"),
        ("us-ascii", b"caf\xe9", "café"),
        ("utf-8", b"caf\xe9 cr\xe8me", "café crème"),
        ("gb2312", "你好，朋友".encode("gb18030"), "你好，朋友"),
        ("iso-2022-jp", "こんにちは".encode("iso-2022-jp"), "こんにちは"),
        ("iso-8859-7", "Καλημέρα".encode("iso-8859-7"), "Καλημέρα"),
        ("rot13", b"plain words", "plain words"),
        ("utf-8", b"one\x00two", "onetwo"),
    ],
)
def test_every_charset_makes_text(charset: str, body: bytes, text: str) -> None:
    assert (
        with_body(f'Content-Type: text/plain; charset="{charset}"', body).text == text
    )


def test_a_long_foreign_text_without_a_charset_is_guessed() -> None:
    words = "Добрый день, посылка до сих пор не пришла, что нам делать? " * 20
    assert "посылка" in with_body("Subject: x", words.encode("cp1251")).text


@pytest.mark.parametrize(
    ("header", "subject"),
    [
        (b"Subject: caf\xe9", "café"),
        ("Subject: Žluťoučký".encode(), "Žluťoučký"),
        (b"Subject: =?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"),
        (b"Subject: =?utf-8?B?xb0=?= =?utf-8?B?bHXF?= =?utf-8?B?pQ==?=", "Žluť"),
        (b"Subject: =?utf-8?Q?a b?= c", "a b c"),
        (b"Subject: =?utf-8*en?Q?words?=", "words"),
        (b"Subject: =?utf-8?B?AAECAwQ=?=", "=?utf-8?B?AAECAwQ=?="),
        (b"Subject: =?utf-8?B?a?=", "=?utf-8?B?a?="),
        (b"Subject: =?none?Q?caf=E9?=", "café"),
        (b"Subject:", ""),
    ],
)
def test_subjects_are_decoded(header: bytes, subject: str) -> None:
    assert parse(header + b"\n\nx").subject == subject


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("carla@shop.example", Address("", "carla@shop.example")),
        ("<carla@shop.example>", Address("", "carla@shop.example")),
        (
            "Carla Costa <carla@shop.example>",
            Address("Carla Costa", "carla@shop.example"),
        ),
        ("carla@shop.example (Carla)", Address("Carla", "carla@shop.example")),
        ('"Carla \\"C\\" Costa" <c@d.cz>', Address('Carla "C" Costa', "c@d.cz")),
        ("'Carla' <c@d.cz>", Address("Carla", "c@d.cz")),
        ('"unclosed <c@d.cz>', Address("", "c@d.cz")),
        ("<mailto:c@d.cz>", Address("", "c@d.cz")),
        ("=?utf-8?Q?Costa=2C_Carla?= <c@d.cz>", Address("Costa, Carla", "c@d.cz")),
        ("Team: c@d.cz;", Address("", "c@d.cz")),
        ('"a b"@d.cz', Address("", '"a b"@d.cz')),
    ],
)
def test_addresses_are_read_as_people_write_them(
    written: str, address: Address
) -> None:
    assert with_body(f"From: {written}").from_ == address


def test_a_mail_without_a_sender_says_so() -> None:
    mail = with_body("Subject: x")
    assert mail.from_ == Address("", "")
    assert "It names no sender." in mail.defects


@pytest.mark.parametrize(
    "date", ["yesterday", "", "99 Foo 2026", "Mon, 5 Jan 99999 1:1"]
)
def test_an_unreadable_date_is_none(date: str) -> None:
    assert with_body(f"Date: {date}").date is None


def test_alternatives_become_text_and_html() -> None:
    mail = multipart(
        "Content-Type: text/plain\n\nplain",
        "Content-Type: text/html\n\n<p>rich</p>",
        kind="alternative",
    )
    assert (mail.text, mail.html) == ("plain", "<p>rich</p>")


def test_texts_side_by_side_are_all_kept_in_both_forms() -> None:
    mail = multipart(
        "Content-Type: text/html\n\n<p>rich</p>", "Content-Type: text/plain\n\nfooter"
    )
    assert mail.text == "rich\nfooter"
    assert "rich" in mail.html
    assert "<p>footer</p>" in mail.html


def test_html_alone_makes_a_text() -> None:
    mail = with_body("Content-Type: text/html", b"<p>Hello<br>you</p>")
    assert mail.text == "Hello\nyou"


def test_an_attachment_keeps_its_bytes_and_name() -> None:
    mail = multipart(
        "Content-Type: text/plain\n\nsee file",
        "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n"
        "Content-Disposition: attachment; filename*=UTF-8''%C5%BDluť.pdf\n\nJVBERg==",
    )
    (file,) = mail.attachments
    assert (file.content, file.size, file.inline) == (b"%PDF", 4, False)
    assert file.content_type == "application/pdf"
    assert file.filename == "Žluť.pdf"


@pytest.mark.parametrize(
    ("written", "safe"),
    [
        ('filename="../../etc/passwd"', "passwd"),
        ('filename="C:\\\\Users\\\\carla\\\\invoice.pdf"', "invoice.pdf"),
        ('filename="a\u202efdp.exe"', "afdp.exe"),
        ('filename="a\tb.txt"', "a b.txt"),
        ('filename=".."', "attachment.pdf"),
        ('filename=""', "attachment.pdf"),
        ("filename=two words.pdf", "two words.pdf"),
        ('filename="=?utf-8?Q?caf=C3=A9.pdf?="', "café.pdf"),
        ("filename*0=long; filename*1=name.pdf", "longname.pdf"),
        ("filename*0*=utf-8''caf%C3%A9; filename*1=.pdf", "café.pdf"),
        (f'filename="{"n" * 400}.pdf"', "n" * 176 + ".pdf"),
    ],
)
def test_names_of_attachments_are_safe(written: str, safe: str) -> None:
    mail = multipart(
        "Content-Type: application/pdf\n"
        f"Content-Disposition: attachment; {written}\n\nx"
    )
    assert [part.filename for part in mail.attachments] == [safe]


def test_a_mail_may_be_one_attachment() -> None:
    mail = with_body(
        "Content-Type: application/zip\nContent-Disposition: attachment; filename=a.zip"
    )
    assert (mail.text, mail.attachments[0].filename) == ("", "a.zip")


def test_an_enclosed_mail_is_an_attachment_named_by_its_subject() -> None:
    mail = multipart("Content-Type: message/rfc822\n\nSubject: The/old one\n\nhello")
    assert mail.attachments[0].filename == "The-old one.eml"
    assert b"hello" in mail.attachments[0].content


def test_an_image_with_an_id_is_inline() -> None:
    mail = multipart(
        "Content-Type: text/html\n\n<img src=cid:logo@x>",
        "Content-Type: image/png\nContent-ID: <logo@x>\n\nx",
        "Content-Type: image/png\nContent-Disposition: inline\n\nx",
        kind="related",
    )
    assert [(p.inline, p.content_id) for p in mail.attachments] == [
        (True, "logo@x"),
        (False, ""),
    ]


@pytest.mark.parametrize(
    "kind",
    [
        "message/delivery-status",
        "message/disposition-notification",
        "message/feedback-report",
        "application/pgp-signature",
        "application/pkcs7-signature",
    ],
)
def test_what_machines_tell_each_other_is_no_attachment(kind: str) -> None:
    assert multipart(f"Content-Type: {kind}\n\nx").attachments == ()


def test_a_calendar_is_an_attachment_unless_it_is_an_alternative() -> None:
    part = "Content-Type: text/calendar\n\nBEGIN:VCALENDAR"
    assert len(multipart(part).attachments) == 1
    assert multipart(part, kind="alternative").attachments == ()


def test_tnef_is_left_as_an_attachment() -> None:
    mail = multipart("Content-Type: application/ms-tnef; name=winmail.dat\n\nx")
    assert mail.attachments[0].filename == "winmail.dat"


def test_a_uuencoded_file_leaves_the_text() -> None:
    body = b"before\nbegin 644 ../cat.txt\n#0V%T\n`\nend\nafter\n"
    mail = with_body("Subject: x", body)
    assert mail.text == "before\nafter"
    assert [(p.filename, p.content) for p in mail.attachments] == [("cat.txt", b"Cat")]


def test_a_uuencoded_part_is_decoded() -> None:
    mail = multipart(
        "Content-Type: image/png; name=a.png\nContent-Transfer-Encoding: x-uuencode\n\n"
        "begin 644 a.png\n#0V%T\n`\nend"
    )
    assert mail.attachments[0].content == b"Cat"


def test_half_a_uuencoded_file_stays_text() -> None:
    assert (
        "begin 644 cat.txt" in with_body("Subject: x", b"begin 644 cat.txt\n#0V%T").text
    )


def test_a_missing_last_boundary_loses_nothing() -> None:
    raw = b"Content-Type: multipart/mixed; boundary=cut\n\n--cut\n\none\n--cut\n\ntwo"
    assert parse(raw).text == "one\ntwo"


def test_a_multipart_without_its_boundary_is_guessed_or_shown() -> None:
    part = b"--cut\nContent-Type: text/plain\n\none\n--cut--"
    assert parse(b"Content-Type: multipart/mixed\n\n" + part).text == "one"
    assert parse(b"Content-Type: multipart/mixed\n\njust words").text == "just words"


def test_an_inner_boundary_may_begin_like_the_outer() -> None:
    raw = (
        b"Content-Type: multipart/mixed; boundary=a\n\n--a\n"
        b"Content-Type: multipart/mixed; boundary=ab\n\n--ab\n\none\n--ab--\n"
        b"--a\n\ntwo\n--a--\n"
    )
    assert parse(raw).text == "one\ntwo"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n",
        b"\x00\xff\xfe",
        b":" * 50,
        b"Content-Type: multipart/mixed; boundary=\n\n--\n--\n",
        b'Content-Type: text/plain; charset="\xff"\n\n\xff',
        b"From: \xff\xfe <a@b>\nTo: ,;:<>\n\n",
        b"Content-Transfer-Encoding: base64\n\n!!!=?=",
        b"Content-Type: text/html\n\n<" + b"<!--" * 5,
        b"Subject: =?utf-8?B?" + b"A" * 1001,
    ],
)
def test_nothing_is_too_broken_to_be_read(raw: bytes) -> None:
    mail = parse(raw)
    assert "\x00" not in mail.text + mail.subject
    (mail.text + mail.subject + mail.html).encode()


def test_a_mail_of_a_thousand_parts_is_read() -> None:
    mail = multipart(*["Content-Type: image/png\n\nx"] * 1000)
    assert len(mail.attachments) == 1000


def test_endless_nesting_ends() -> None:
    raw = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i)
        for i in range(3000)
    )
    assert "b2999" in parse(raw).text


def test_a_text_of_three_megabytes_is_read() -> None:
    assert len(with_body("Subject: x", b"words \n" * 430_000).text) > 3_000_000


def test_a_header_of_two_hundred_kilobytes_is_read() -> None:
    mail = with_body("Subject: x\nTo: " + ",\n ".join(["a@b.example"] * 16_000))
    assert mail.subject == "x"
    assert len(mail.to) > 5_000


def test_a_hostile_header_of_quotes_is_read() -> None:
    assert with_body("From: " + '\\"' * 100_000 + "\nSubject: x").subject == "x"
