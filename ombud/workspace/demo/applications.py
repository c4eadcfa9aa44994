"""The form by which people apply: no customers, and erased after a time."""

from typing import Any

LANGUAGES: dict[str, dict[str, Any]] = {
    "en-gb": {
        "title": "Work with us",
        "intro": "Write a few lines about yourself and add your papers. You become no "
        "customer of ours by it, and what you send is erased 180 days after we have "
        "decided.",
        "thanks": "We read every application, and answer within two weeks.",
    },
    "de": {
        "title": "Arbeiten Sie mit uns",
        "intro": "Schreiben Sie ein paar Zeilen über sich und fügen Sie Unterlagen "
        "bei. Sie werden dadurch nicht unser Kunde; was Sie senden, löschen wir 180 "
        "Tage nach unserer Entscheidung.",
        "thanks": "Wir lesen jede Bewerbung und antworten binnen zwei Wochen.",
    },
    "cs": {
        "title": "Pracujte s námi",
        "intro": "Napište pár řádků o sobě a přiložte podklady. Zákazníkem se tím "
        "nestáváte; co pošlete, smažeme 180 dní po rozhodnutí.",
        "thanks": "Čteme každou žádost a odpovídáme do dvou týdnů.",
    },
    "hu": {
        "title": "Dolgozzon velünk",
        "intro": "Írjon magáról néhány sort, és csatolja az anyagait. Ettől nem lesz "
        "ügyfelünk; amit küld, a döntés után 180 nappal töröljük.",
        "thanks": "Minden jelentkezést elolvasunk, és két héten belül válaszolunk.",
    },
    "el": {
        "title": "Δουλέψτε μαζί μας",
        "intro": "Γράψτε λίγα λόγια για εσάς και επισυνάψτε τα δικαιολογητικά σας. Δεν "
        "γίνεστε πελάτης μας, και ό,τι στείλετε διαγράφεται 180 ημέρες μετά την "
        "απόφασή μας.",
        "thanks": "Διαβάζουμε κάθε αίτηση και απαντάμε μέσα σε δύο εβδομάδες.",
    },
}
POSITION = {
    "en-gb": "Which position?",
    "de": "Welche Stelle?",
    "cs": "Která pozice?",
    "hu": "Melyik állás?",
    "el": "Ποια θέση;",
}
APPLICANT = {
    "name": "Réka Fodor",
    "email": "reka.fodor@level.example",
    "message": "Jó napot! Hat éve dolgozom szervizben, kávégépekkel is. Szívesen "
    "jönnék a műhelybe, februártól.",
}
