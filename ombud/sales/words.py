"""The words that stand beside numbers: beginnings, without marks, by what they mean."""

from ombud.sales.models import RecordType

# English, German, Czech, Slovak, Hungarian, Greek, Polish; the longest wins.
WORDS = {
    "order": "order purchase bestell auftrag objednav objednáv rendel megrendel"
    " παραγγελ zamowien",
    "invoice": "invoice rechnung faktur danovy doklad szamla τιμολογ faktura",
    "shipment": "tracking parcel shipment consignment sendung paket zasilk balik balic"
    " csomag küldemen kuldemen δεμα αποστολ przesylk paczk",
    "serial": "serial s/n seriennummer geratenummer seriov vyrobni sorozatszam"
    " gyari σειριακ seryjn",
    "item": "article item product artikel sku zbozi vyrobek cikkszam termek"
    " προιον κωδικ artykul",
}


def words() -> dict[str, str]:
    """{beginning: what it means}; those of record types are the company's own."""
    found = {word: kind for kind, line in WORDS.items() for word in line.split()}
    for each in RecordType.objects.all():
        found |= dict.fromkeys([each.name, *each.words], "record")
    return found
