"""The lines by which mail programs begin what they quote, in their many languages.

Every pattern is tried on one line or a few joined ones, of bounded length.
"""

import re

MAX_LINE = 600
_HEADER_LINES = 10

_VERBS = (
    r"wrote|writes|writed|said|a écrit|écrit|a ecrit|schrieb|geschrieben|schreef"
    r"|geschreven|escribió|escribio|ha escrit|va escriure|ha scritto|scrisse|escreveu"
    r"|skrev|skreiv|skrifaði|kirjoitti|kirjutas|napisał(?:\(a\)|a)?|pisze"
    r"|napsal(?:\(a\)|a)?|napísal(?:\(a\)|a)?|napisao|napisala|je napisao|írta|έγραψε"
    r"|έγραψαν|написал(?:\(а\)|а)?|написав|написала|пишет|пише|писал|написа|a scris"
    r"|rakstīja|rašė|parašė|yazdı|şunu yazdı|shkroi|viết|đã viết|menulis|เขียน|כתב|كتب"
    r"|写道|寫道|写到|書きました|のメール|wrote on behalf of|님이 작성|작성"
)
_VERB = re.compile(
    rf"(?:(?<!\w)(?:{_VERBS})(?!\w)|写道|寫道|のメール|작성)", re.IGNORECASE
)
_START = re.compile(
    r"[\s*_]{0,6}(?:on|le|am|op|el|il|em|den|dne|dňa|dnia|w dniu|în data|в|στις"
    r"|στισ|την"
    r"|το|às|ter|vào|pada|lúc|at|date|datum|μηνυμα|em|a|no dia|il giorno|el día"
    r"|(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|po|út|st|čt|pá|ne|pe|ma"
    r"|ti|ke"
    r"|to|la|su|man|tir|ons|tor|fre|lør|søn|mån|tis|lör|sön|lun|mar|mer|jeu|ven|sam|dim"
    r"|mié|jue|vie|sáb|dom|gio|sab|pon|wt|śr|czw|pt|sob|nie|ndz|pn|пн|вт|ср|чт|пт|сб|вс"
    r"|нд|hét|h|k|sze|cs|p|szo|v|δευ|τρι|τετ|πεμ|παρ|σαβ|κυρ)\w{0,10}"
    r"|\d{1,4}[.\-/年 ])",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.+=-]{1,80}@[\w-]{1,63}\.[\w.-]{1,100}")
_WHEN = re.compile(
    r"\d{1,2}[:.h]\d{2}|\b(?:19|20)\d{2}\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
    r"|\d年|\d{1,2}月"
)
_DATE_FIRST = re.compile(
    r"[\s*_]{0,6}(?:\w{2,12}[,.]? {1,3})?\d{1,4}(?:[./-]| ?(?:de )?\w{3,12}\.? )\d{0,4}"
)
_NAMED = re.compile(
    r"[\s*\"'_]{0,6}[^<>:;!?]{0,80}?[\"']?\s{0,3}(?:<|&lt;|\(|\[mailto:)?"
    r"[\w.+=-]{1,80}@[\w-]{1,63}\.[\w.-]{1,100}[^:;!?]{0,80}"
)
_ENDS = re.compile(r"[:：]\s*\**_*\s*\Z")


def is_attribution(joined: str, *, before_quote: bool) -> bool:
    """Whether these words say who wrote what follows.

    `before_quote`: a quoted line comes next, so that a colon may be missing.
    """
    if len(joined) > MAX_LINE or joined.lstrip().startswith((">", "|")):
        return False
    ends = _ENDS.search(joined) is not None
    if (
        not ends
        and not before_quote
        and not joined.rstrip().endswith(("wrote", "写道"))
    ):
        return False
    address, when = _ADDRESS.search(joined), _WHEN.search(joined)
    if _VERB.search(joined):
        if when and _START.match(joined):
            return True
        return bool(address and _NAMED.match(joined))
    return bool(address and when and _DATE_FIRST.match(joined))


_MESSAGE = (
    r"message|mail|nachricht|e-?mail|messaggio|mensaje|mensagem|missatge|bericht"
    r"|zpráv[ay]"
    r"|zprava|správ[ay]|üzenet|μήνυμα|μηνύματος|meddelelse|meddelande|melding|viesti"
    r"|wiadomość|wiadomości|сообщение|сообщения|письмо|повідомлення|mesaj|mesajul"
    r"|poruka"
    r"|メッセージ|メール|邮件|郵件|메시지|kiri|teade|vēstule|laiškas"
)
_QUOTE_WORDS = (
    r"original|ursprüng|orig|forward|weitergeleit|transf[ée]r|origine|inoltrat"
    r"|original[e]?"
    r"|reenviad|encaminhad|oorspronkelijk|doorgestuurd|původní|přepos|pôvodná|preposlan"
    r"|eredeti|továbbít|αρχικ|προωθ|oprindelig|videresend|opprinnelig|ursprunglig"
    r"|vidarebeford|alkuperäinen|välitetty|oryginaln|przekazan|исходн|пересыл|пересла"
    r"|початков|переслан|orijinal|iletilen|izvorna|proslijeđen|元の|転送|原始|转发|轉寄"
    r"|원본|전달|reply|antwort|begin|anfang|début|inizio"
)
_RULED = re.compile(
    rf"[\s>*_]{{0,8}}[-_=—]{{2,80}}\s{{0,4}}(?=.{{0,60}}(?:{_QUOTE_WORDS}))"
    rf"(?=.{{0,60}}(?:{_MESSAGE})).{{3,80}}?\s{{0,4}}[-_=—]{{2,80}}[\s*_]{{0,8}}\Z",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"[\s>*_]{0,8}(?:begin forwarded message"
    r"|anfang der weitergeleiteten (?:nachricht|e-?mail)"
    r"|début du message (?:transféré|réexpédié)|inizio messaggio inoltrato"
    r"|inicio del mensaje reenviado|início da mensagem (?:re)?encaminhada"
    r"|begin doorgestuurd bericht|začátek přeposílané zprávy|továbbított üzenet"
    r"|αρχή προωθημένου μηνύματος|vidarebefordrat brev|start på videresendt"
    r"|początek przekazywanej wiadomości|начало переадресованного)"
    r"[^:]{0,30}:\s*\Z",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"[^\w]{0,20}(?:please )?(?:reply|respond|type your reply|write|antwort\w*|répon\w+"
    r"|odpov\w+)[^.]{0,40}\b(?:above|oberhalb|über|au-dessus|nad) (?:this|the"
    r"|dieser?|cette"
    r"|tuto|touto|t[eé]to)? ?(?:line|linie|zeile|ligne|čáru|text|message)",
    re.IGNORECASE,
)


def is_original_mark(line: str) -> bool:
    """`-----Original Message-----` and its kin, or "reply above this line"."""
    if len(line) > 200:
        return False
    return bool(_RULED.match(line) or _BEGINS.match(line) or _ABOVE.match(line))


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
    r"subject|betreff|objet|asunto|assunto|oggetto|onderwerp|předmět|predmet|ämne|emne"
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
    for line in lines[at : at + _HEADER_LINES]:
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


_DEVICE = re.compile(
    r"[\s<(*_\[-]{0,5}(?:"
    r"sent (?:from|via|with|by|using) (?:my |the |a |an |\[?[\w'’ ]{0,30})"
    r"|get \[?outlook for|sent from|envoyé (?:de(?:puis)?|à partir|avec|via)\b"
    r"|envoye (?:de|depuis) mon|gesendet (?:von|mit|über|aus)\b"
    r"|von mein\w+ .{2,40} gesendet"
    r"|von unterwegs gesendet|diese (?:nachricht|e-?mail|mail) wurde (?:von"
    r"|mit) .{2,60} gesendet"
    r"|verzonden (?:met|vanaf|via|van|vanuit)\b|verstuurd vanaf|inviat[oa] (?:da"
    r"|dal|con)\b"
    r"|enviad[oa] (?:desde|do|de|con|a partir|pelo|via)\b|skickat från|skickades från"
    r"|sendt (?:fra|med|via)\b|lähetetty (?:minun )?\w|wysłan[eoy] (?:z|za|przy)\b"
    r"|odeslán[oa] (?:z|ze|pomocí)\b|odoslané z\b|posláno z|.{0,30}küldve\b.{0,20}\Z"
    r"|elküldve (?:innen|az)|.{0,30}(?:iphone|ipad|android)\S{0,12} küld(?:ve|öm|tem)"
    r"|στάλθηκε από|εστάλη από|απεστάλη από|отправлено (?:с|из|с моего)\b"
    r"|надіслано (?:з|із)\b"
    r"|.{0,40}gönderildi\.?\s*\Z|trimis de pe|poslano (?:s|sa|z)\b|saadetud minu"
    r"|.{0,30}から送信|從我的.{1,20}傳送|发自我的|發自我的|나의 .{1,20}에서 보냄"
    r"|this (?:message|e-?mail) (?:was|has been) sent from (?:my|a)\b)",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*[-_=*~#+—–.]{2,}\s*\Z")


def is_device_mark(line: str) -> bool:
    """ "Sent from my telephone" alone on its line."""
    return len(line) <= 160 and bool(_DEVICE.match(line))


def is_rule(line: str) -> bool:
    """A line of dashes, underscores or the like and nothing else."""
    return bool(_RULE.match(line[:200])) and len(line) <= 200
