"""Mere thanks, and what is more than that."""

import pytest

from ombud.lib.thanks import BESIDE, THANKING, is_mere_thanks

MERE = [
    "Thanks!",
    "thank you so much, it works now :)",
    "Hi Agnes,\n\nthanks for your quick help.\n\nBest regards\nCarla Conti",
    "Perfect, many thanks.\n\nSent from my iPhone",
    "👍",
    "Danke!",
    "Vielen Dank für die schnelle Hilfe.\n\nViele Grüße\nCarla",
    "Super, hat geklappt. DANKE!!! LG",
    "Herzlichen Dank, alles ist angekommen.",
    "Díky, už to funguje.",
    "Dobrý den, děkuji moc za rychlou odpověď. S pozdravem Carla Conti",
    "dekuji",
    "Köszönöm szépen a gyors választ!",
    "Kedves Agnes! Köszönjük, már működik. Üdvözlettel: Carla",
    "Ευχαριστώ πολύ!",
    "Καλησπέρα σας, ευχαριστούμε για την άμεση απάντηση.",
]
MORE = [
    "",
    "Ok.",
    "Thanks, but it is still broken",
    "Thanks, it is broken again.",
    "Thank you, when will it arrive?",
    "Thanks for nothing.",
    "No thanks.",
    "Thanks :(",
    "Thanks for the help 😡",
    "Thanks in advance!",
    "Thanks, it does not work.",
    "Thanks! My new address is Long Street 5.",
    "thank you, please send the invoice",
    "Thanks, it never worked",
    "Thanks, the problem is not solved",
    "Thanks, now I have a problem",
    "Danke, aber es ist noch immer kaputt.",
    "Danke, hat leider nicht geklappt.",
    "Danke im Voraus",
    "Nein danke",
    "Danke, bitte noch die Rechnung.",
    "Danke, das Problem besteht noch",
    "Díky, ale nefunguje to.",
    "Předem děkuji",
    "Děkuji, ještě mi pošlete fakturu.",
    "Köszönöm, de még mindig nem működik.",
    "Előre is köszönöm!",
    "Ευχαριστώ, αλλά ακόμα δεν λειτουργεί.",
    "Ευχαριστώ, πότε θα έρθει;",
    "Ευχαριστώ εκ των προτέρων",
]


@pytest.mark.parametrize("text", MERE)
def test_it_is_nothing_but_thanks(text: str) -> None:
    assert is_mere_thanks(text, ["Carla Conti", "Agnes Adler"])


@pytest.mark.parametrize("text", MORE)
def test_it_is_more_than_thanks(text: str) -> None:
    assert not is_mere_thanks(text, ["Carla Conti", "Agnes Adler"])


def test_a_name_that_nobody_knows_is_a_word() -> None:
    assert not is_mere_thanks("Thanks, Bertram")


def test_a_long_letter_is_never_mere_thanks() -> None:
    assert not is_mere_thanks("thanks " * 26)


NEVER = """
not no but however still never please cannot broken without return refund problem me
nicht kein keine aber doch leider noch bitte nie kaputt ohne zu
ne neni ale vsak jeste bohuzel prosim nefunguje bez
nem de sajnos meg kerem nincs
δεν μην αλλα ομωσ δυστυχωσ παρακαλω ακομα οχι
"""


@pytest.mark.parametrize("word", NEVER.split())
def test_no_word_of_doubt_denial_or_wish_belongs_to_thanks(word: str) -> None:
    assert word not in THANKING | BESIDE
