"""The words by which mail servers say that they could not deliver."""

import re

_SERVER = re.compile(
    r"mailer-?daemon|post-?master|mail\.?[ -]?deliver\w*[ .-](?:sub-?)?system"
    r"|mail ?administrator|ndr administrator|microsoft ?exchange|^\s*\"?[^<]*<>\s*$",
    re.IGNORECASE,
)
_PERHAPS_SERVER = re.compile(
    r"mail\.?[ -]?deliver|delivery sub-?system|mail[ -]?system|mdaemon|postoffice"
    r"|system administrator|internet mail|mail[ -]router|\bmail-?gateway"
    r"|inter ?scan",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"undeliver|un-deliver|non[ -]?deliver|nondeliverable|returned (?:mail|to sender)"
    r"|return(?:ed|ing) (?:mail|message|to sender)|deliver\w* (?:status|notif"
    r"|report|fail"
    r"|error|problem|has failed|incomplete|delay|attempt)|fail\w* (?:to deliver"
    r"|delivery)"
    r"|(?:mail|message|delivery|permanent|transient)(?: system| delivery)? (?:fail"
    r"|error)"
    r"|failure notice|failed deliver|mail failed|(?:mail"
    r"|message).{0,20}not (?:be )?deliver"
    r"|could ?n[o']t (?:be )?(?:send|deliver)|cannot send|could not send|error sending"
    r"|delayed mail|still being retried|delayed \d+ hours|bounce[sd]?\b|\bndn\b|\bndr\b"
    r"|mail system error|smtp server: errors|rejected mail|mail (?:was )?rejected"
    r"|user unknown|unzustellbar|nicht zustellbar|zustell(?:ung|fehler)"
    r"|unbekannter empf"
    r"|non remis|non distribu|[ée]chec de|non recapitat|mancato recapito|no entregado"
    r"|no se ha podido entregar|onbestelbaar|niet bezorgd|nie dostarczon|niedostarczon"
    r"|nedoru[čc]|nem k[ée]zbes|k[ée]zbes[íi]t[ée]si hiba|αδυναμία παράδοσης|μη παραδο"
    r"|olevereret|olevererbar|kunde inte levereras|недоставлен|не доставлен"
    r"|не може бути"
    r"|n[ãa]o entregue|falha na entrega"
    r"|配信(?:不能|でき|エラー)|送信でき|送達|退信|投递失败"
    r"|배달|전송 실패",
    re.IGNORECASE,
)
_TEXT = re.compile(
    r"could not be delivered|was not delivered|not been delivered|cannot be delivered"
    r"|couldn't be delivered|unable to deliver|wasn't able to deliver|undeliverable"
    r"|not deliver|deliver(?:y|ed)? (?:has )?fail|failed deliver|delivery (?:error"
    r"|problem)"
    r"|could not deliver|fatal errors?|permanent(?:ly)? (?:error|fail)"
    r"|failed permanently"
    r"|did not reach|returned to (?:you|sender)|transcript of session|failed address"
    r"|error (?:sending|delivering|occurred while (?:attempting|trying) to deliver)"
    r"|user unknown|unknown user|no such user|mailbox (?:is )?(?:full|unavailable"
    r"|not found)"
    r"|over quota|exceeds allowed size|mailfolder is full|invalid final delivery userid"
    r"|recipient (?:address )?(?:rejected|unknown|not found)|rejected by (?:a"
    r"|the) remote"
    r"|host unknown|unknown host|retry timeout exceeded|delivery attempts?\b"
    r"|trouble delivering|delivery failed|delivery errors|not be sent|failure reasons"
    r"|(?:smtp|remote) (?:error|host said|server)|konnte nicht zugestellt"
    r"|nicht zustellbar"
    r"|送信できませんでした|配信できません|не может быть доставлено"
    r"|(?<!\d)[45]\d\d[ -][45]\.\d\.\d",
    re.IGNORECASE,
)
_DELAY_SUBJECT = re.compile(
    r"delay|still being retried|warning|could not send mail for past|verz[öo]ger"
    r"|not yet (?:been )?delivered|retard|zpo[žz]d[ěe]n|k[ée]sedel|καθυστ",
    re.IGNORECASE,
)
_DELAY_TEXT = re.compile(
    r"will be retried|still being retried|warning message only|this is a warning only"
    r"|has been delayed|not yet been delivered|delivery attempts will continue"
    r"|will (?:keep|continue) trying|no action is required|do not need to resend",
    re.IGNORECASE,
)
_GIVEN_UP = re.compile(r"giving up|gave up|permanent error|will be deleted from queue")


def is_mail_server(sender: str) -> bool:
    """Whether a From field names a machine that carries mail."""
    return bool(_SERVER.search(sender[:500]))


def is_perhaps_mail_server(sender: str) -> bool:
    """A name that a parcel service may bear as well."""
    return bool(_PERHAPS_SERVER.search(sender[:500]))


def is_failure_subject(subject: str) -> bool:
    return bool(_SUBJECT.search(subject[:300]))


def is_failure_text(text: str) -> bool:
    return bool(_TEXT.search(text[:20_000]))


def is_delay(subject: str, text: str) -> bool:
    """Whether the server still tries."""
    text = text[:20_000]
    if _DELAY_TEXT.search(text):
        return not _GIVEN_UP.search(text)
    return bool(_DELAY_SUBJECT.search(subject[:300])) and not _GIVEN_UP.search(text)


_ORIGINAL = re.compile(
    r"^(?:[ \t|*-]{0,40}(?:below this line is a copy|(?:this is |enclosed is "
    r"|included is |below is )?(?:a )?copy of (?:the|your) (?:original )?"
    r"(?:message|mail)"
    r"|original (?:message|mail)(?: info| follows)?|unsent message follows"
    r"|message (?:headers?|text) follows?|returned message|the header of the original"
    r"|bounced e-?mail|included is a copy)"
    r"|(?:Received|Return-Path|DKIM-Signature|X-Received|MIME-Version):[ \t])",
    re.IGNORECASE | re.MULTILINE,
)


def copy_of_original(text: str) -> int:
    """Where the copy of the returned mail begins, or the end of the text."""
    found = _ORIGINAL.search(text)
    return found.start() if found else len(text)
