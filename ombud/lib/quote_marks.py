"""Lines by which mail programs set apart what is quoted or signed by themselves."""

import re

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
_RULE_MARKS = "-_=—–*"
_ORIGINAL = re.compile(rf"(?=.*(?:{_QUOTE_WORDS})).*(?:{_MESSAGE})", re.IGNORECASE)
_BEGINS = re.compile(
    r"(?:begin forwarded message"
    r"|anfang der weitergeleiteten (?:nachricht|e-?mail)"
    r"|début du message (?:transféré|réexpédié)|inizio messaggio inoltrato"
    r"|inicio del mensaje reenviado|início da mensagem (?:re)?encaminhada"
    r"|begin doorgestuurd bericht|začátek přeposílané zprávy|továbbított üzenet"
    r"|αρχή προωθημένου μηνύματος|vidarebefordrat brev|start på videresendt"
    r"|początek przekazywanej wiadomości|начало переадресованного)"
    r"[^:]{0,30}:\s*\Z",
    re.IGNORECASE,
)
_ABOVE_LINE = (
    r"\b(?:above|oberhalb|über|au-dessus|nad|πάνω από|fölé|ovanför|boven|encima|acima)"
    r" (?:de |dies\w{1,2} |this |the |cette |tuto |touto |t[eé]to |deze |esta |αυτή "
    r"|e vonal ){0,2}(?:line|linie|zeile|ligne|čáru|čárou|riadok|γραμμή|lijn|línea"
    r"|linha)"
)
_ABOVE_THIS = re.compile(_ABOVE_LINE, re.IGNORECASE)
_ABOVE = re.compile(
    r"\W{0,20}(?:please |bitte |prosím )?(?:reply|respond|type your reply|write"
    r"|antwort\w*"
    r"|répon\w+|odpov\w+)[^.]{0,40}" + _ABOVE_LINE,
    re.IGNORECASE,
)


def is_original_mark(line: str) -> bool:
    """`-----Original Message-----` and its kin, or "reply above this line"."""
    text = line.strip(" \t>*_")
    if not 8 <= len(text) <= 160:
        return False
    words = text.strip(_RULE_MARKS + " ")
    if text[:2].strip(_RULE_MARKS) == text[-2:].strip(_RULE_MARKS) == "":
        return len(words) <= 60 and bool(
            _ORIGINAL.match(words) or _ABOVE_THIS.search(words)
        )
    return bool(_BEGINS.match(text) or _ABOVE.match(text))


_DEVICE = re.compile(
    r"[\s<(*_\[-]{0,5}(?:"
    r"sent (?:from|via|with|by|using) (?:my |the |a |an |\[?[\w'’ ]{0,30})"
    r"|(?:get|télécharge[rz]|obte[nr]\w*|obter|scarica|hämta|hent|hanki|pobierz"
    r"|descarg\w+"
    r"|získat|stáhn\w+|stiahn\w+(?: si)?|λήψη του|download|outlook für) "
    r"\[?(?:outlook|ios|android)\b|yahoo mail: search, organi[sz]e|sent from"
    r"|envoyé (?:de(?:puis)?|à partir|avec|via)\b"
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
