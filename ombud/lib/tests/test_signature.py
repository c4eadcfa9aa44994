"""Who signs a letter."""

import pytest

from ombud.lib.signature import Signature, read

# (letter, sender's name, address, region, what it tells)
CASES = [
    pytest.param(
        "The grinder is stuck.\n\nKind regards\nFiona Marsh\nHead of Purchasing\n"
        "The Harbour Hotel Ltd\nTel. 020 7946 0108\nFax 020 7946 0109",
        "Fiona Marsh",
        "fiona@harbourhotel.example",
        "GB",
        Signature(
            "Fiona Marsh",
            "+44 20 7946 0108",
            "The Harbour Hotel Ltd",
            "Head of Purchasing",
        ),
        id="English, after the closing words",
    ),
    pytest.param(
        "Thanks!\n\n-- \nSamir Osei\nFinchley Roasters\n+44 20 7946 0104\n"
        "www.finchleyroasters.example",
        "",
        "accounts@finchleyroasters.example",
        "GB",
        Signature("Samir Osei", "+44 20 7946 0104", "Finchley Roasters", ""),
        id="English, called like the domain",
    ),
    pytest.param(
        "bitte um Rückruf.\n\nMit freundlichen Grüßen\n\nKlaus Hofmann\n"
        "Geschäftsführer\nHofmann Bürobedarf GmbH\nTelefon: 030 23125017\n"
        "Telefax: 030 23125018\nUSt-IdNr. DE123456789",
        "Hofmann, Klaus",
        "k.hofmann@hofmann-buero.example",
        "DE",
        Signature(
            "Klaus Hofmann",
            "+49 30 23125017",
            "Hofmann Bürobedarf GmbH",
            "Geschäftsführer",
        ),
        id="German",
    ),
    pytest.param(
        "Danke im Voraus\n\nViele Grüße\nSophie",
        "Sophie Brandl",
        "sophie@gmx.de",
        "DE",
        Signature("Sophie Brandl", "", "", ""),
        id="German, the first name alone",
    ),
    pytest.param(
        "kávovar teče.\n\nS pozdravem\n\nIng. Petra Svobodová\njednatelka\n"
        "Ateliér Lípa s.r.o.\ntel.: 601 000 142",
        "Petra Svobodová",
        "petra.svobodova@atelierlipa.example",
        "CZ",
        Signature(
            "Ing. Petra Svobodová",
            "+420 601 000 142",
            "Ateliér Lípa s.r.o.",
            "jednatelka",
        ),
        id="Czech",
    ),
    pytest.param(
        "Děkuji\nMarek Svoboda",
        "",
        "marek@seznam.cz",
        "CZ",
        Signature("Marek Svoboda", "", "", ""),
        id="Czech, thanks and a name",
    ),
    pytest.param(
        "Nem érkezett meg.\n\nÜdvözlettel:\nSzabó Anna\nügyvezető\n"
        "Anna Kávézó Kft.\nTel: 06 30 123 4567",
        "Szabó Anna",
        "anna@annakavezo.example",
        "HU",
        Signature("Szabó Anna", "+36 30 123 4567", "Anna Kávézó Kft.", "ügyvezető"),
        id="Hungarian",
    ),
    pytest.param(
        "Δεν λειτουργεί.\n\nΜε εκτίμηση,\nΣταύρος Μακρής\nΥπεύθυνος προμηθειών\n"
        "Καφενείο ΑΕ\nΤηλ. 210 123 4567",
        "Σταύρος Μακρής",
        "makris@kafeneio.example",
        "GR",
        Signature(
            "Σταύρος Μακρής", "+30 21 0123 4567", "Καφενείο ΑΕ", "Υπεύθυνος προμηθειών"
        ),
        id="Greek",
    ),
    pytest.param(
        "Where is my parcel?",
        "Zoe Zander",
        "zoe@stranger.example",
        "GB",
        Signature("Zoe Zander", "", "", ""),
        id="nobody signs",
    ),
    pytest.param(
        "Order 2025-1234567 of 12.11.2025, 300 EUR\n\nRegards\nJ. Doe\n2025-1234567",
        "J. Doe",
        "doe@gmail.com",
        "GB",
        Signature("J. Doe", "", "", ""),
        id="an order number is no phone",
    ),
    pytest.param("", "", "", "", Signature(), id="nothing at all"),
    pytest.param(
        "Regards\n" + "a" * 50_000, "", "", "GB", Signature(), id="a line without end"
    ),
]


@pytest.mark.parametrize(("text", "sender", "address", "region", "found"), CASES)
def test_a_signature_tells_who_signs(text, sender, address, region, found):
    assert read(text, sender=sender, address=address, region=region) == found
