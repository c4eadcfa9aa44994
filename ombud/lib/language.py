"""Which of our five languages a text is written in."""

import re

# The commonest short words that only one of the five languages has.
COMMON = {
    "en-gb": "the and you is was have not with this that for are please my we",
    "de": "der die das und ich nicht ist wir sie mit ein eine bitte habe auf für",
    "cs": "je se na že jsem to prosím dobrý den jsme není byl který mám za ale dne",
    "hu": "a az és hogy nem van egy meg kérem vagy volt csak már még köszönöm rendelés",
}
LANGUAGE_OF = {
    word: language for language, words in COMMON.items() for word in words.split()
}
GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
WORD = re.compile(r"[^\W\d_]+")
# Letters that weigh as much as a common word.
LETTERS = {"de": "ßäöü", "cs": "ěřůčšžý", "hu": "őűáéó"}
LONGEST = 2000


def detect(text: str) -> str:
    """The language's code, or an empty text where it is none of ours or unclear."""
    text = text[:LONGEST].lower()
    words = WORD.findall(text)
    if len(GREEK.findall(text)) > len(text) / 4:
        return "el"
    scores = dict.fromkeys(COMMON, 0.0)
    for word in words:
        if language := LANGUAGE_OF.get(word):
            scores[language] += 1
    for language, letters in LETTERS.items():
        scores[language] += 0.3 * sum(text.count(letter) for letter in letters)
    best, second = sorted(scores, key=lambda code: -scores[code])[:2]
    sure = scores[best] >= 2 and scores[best] > 1.2 * scores[second]
    return best if sure else ""
