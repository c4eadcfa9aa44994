"""The head of a mail inside a text: From, Sent, To, Subject in many languages."""

import re

_MAX_LINES = 10

_FROM = (
    r"from|von|de|van|da|od|från|fra|feladó|από|απο|mittente|lähettäjä|от|від"
    r"|kimden|dari"
    r"|gönderen|expéditeur|absender|remitente|remetente|afzender|odesílatel|nadawca"
    r"|avsändare|afsender|avsender|de la|pošiljatelj|saatja|message du"
    r"|寄件者|差出人|发件人"
    r"|发信人|寄件人|보낸 ?사람|送信者|מאת|من"
)
_SENT = (
    r"sent|date|gesendet|datum|envoyé(?: le)?|envoye|enviado(?: el| em)?|fecha"
    r"|data(?: e ora)?"
    r"|inviato|verzonden|odesláno|odeslané|skickat|sendt|dato|lähetetty|päivämäärä"
    r"|päiväys"
    r"|küldve|elküldve|dátum|στάλθηκε|ημερομηνία|εστάλη|wysłano|отправлено|дата"
    r"|надіслано"
    r"|gönderildi|tarih|trimis|poslano|odoslané|saadetud|kuupäev|dikirim|寄件日期|日付"
    r"|送信日時|发送时间|发送日期|日期|보낸 ?날짜|날짜|sendetid|sent at|message-id"
)
_TO = (
    r"to|an|à|a|para|pour|aan|komu|pro|k|till|til|vastaanottaja|címzett|προς|do|dla"
    r"|кому"
    r"|kime|alıcı|către|za|prima|kellele|kepada|kopie|cc|copie(?: à)?|kopia|kopi|cc|bcc"
    r"|másolatot kap|κοιν\.?|κοινοποίηση|dw|копия|копія|bilgi|destinatario|empfänger"
    r"|destinataire|bestemming|reply-to|antwort an|répondre à|risposta|responder a"
    r"|rispondi a|收件人|收件者|宛先|받는 ?사람|抄送"
)
_SUBJECT = (
    r"subject|betreff|objet|sujet|asunto|assunto|oggetto|onderwerp|předmět|predmet"
    r"|ämne|emne"
    r"|aihe|tárgy|θέμα|temat|тема|konu|subiect|teema|subjek|tema|件名|主题|主旨|제목"
)
_LABEL = re.compile(
    rf"[\s>*_|]{{0,12}}(?:(?P<from>{_FROM})|(?P<sent>{_SENT})|(?P<to>{_TO})"
    rf"|(?P<subject>{_SUBJECT}))[\s*_\xa0]{{0,4}}[:：][\s*_]?",
    re.IGNORECASE,
)


def header_label(line: str) -> str:
    """from, sent, to or subject when a line begins as such a field of a header."""
    label = _LABEL.match(line[:60])
    return (label.lastgroup or "") if label else ""


def is_header_block(lines: list[str], at: int) -> bool:
    """From, Sent, To, Subject in any order and language, in one run of lines."""
    if at >= len(lines) or not header_label(lines[at]):
        return False
    labels: list[str] = []
    for line in lines[at : at + _MAX_LINES]:
        if not line.strip():
            break
        label = header_label(line)
        labels += [label] if label else []
    found = set(labels)
    if len(found) >= 3:
        return True
    return "from" in found and bool(found & {"sent", "subject"}) and labels[0] != "to"


def has_header_block(text: str) -> bool:
    """Whether a text begins with such a block."""
    return is_header_block([line for line in text.split("\n") if line.strip()], 0)
