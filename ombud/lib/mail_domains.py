"""Domains at which anybody can have an address: they tell no company."""

# Those that people in our customers' countries write from, and the big ones.
NAMES = """
    126.com 163.com abv.bg aol.com aon.at arcor.de atlas.cz azet.sk bigpond.com
    bluewin.ch bluemail.ch bol.com.br btinternet.com c2.hu centrum.cz centrum.sk
    chello.at chello.cz chello.hu citromail.hu cox.net datanet.hu duck.com email.com
    email.cz eunet.at fastmail.com fastmail.fm forthnet.gr free.fr freemail.gr
    freemail.hu freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.eu gmx.net
    googlemail.com hey.com hol.gr hotmail.co.uk hotmail.com hotmail.cz hotmail.de
    hotmail.fr hotmail.gr hotmail.hu hotmail.it hushmail.com icloud.com in.gr
    indamail.hu inbox.lv interia.pl invitel.hu kabelmail.de laposte.net libero.it
    live.at live.co.uk live.com live.de live.fr live.hu live.it mac.com mail.bg
    mail.com mail.cz mail.de mail.gr mail.ru mailbox.org me.com msn.com naver.com
    ntlworld.com o2.pl o2mail.de online.de onet.pl orange.fr otenet.gr outlook.at
    outlook.com outlook.com.gr outlook.cz outlook.de outlook.fr outlook.hu
    pathfinder.gr pobox.sk pm.me pobox.com post.cz post.sk posteo.de posteo.net
    proton.me protonmail.ch protonmail.com qq.com quick.cz rocketmail.com sbcglobal.net
    seznam.cz sfr.fr sky.com spoluzaci.cz t-email.hu t-online.de t-online.hu
    talktalk.net tiscali.co.uk tiscali.cz tiscali.it tlen.pl tutanota.com tutanota.de
    tuta.com tuta.io upcmail.hu uol.com.br verizon.net vipmail.hu virgilio.it
    virginmedia.com vodafonemail.de volny.cz vodafone.hu wanadoo.fr web.de
    windstream.net wp.pl ya.ru yahoo.at yahoo.co.uk yahoo.com yahoo.de yahoo.fr yahoo.gr
    yahoo.it yandex.com yandex.ru ymail.com zoho.com zoznam.sk
"""
PUBLIC = frozenset(NAMES.split())


def domain_of(address: str) -> str:
    """What stands behind the @, in small letters."""
    return address.rpartition("@")[2].strip().rstrip(".").lower()


def is_public(domain: str) -> bool:
    """Whether anybody can have an address there."""
    return domain.lower() in PUBLIC


def company_domains(address: str) -> list[str]:
    """Under which a company may be known: eu.shop.example, shop.example.

    Empty where anybody can have such an address.
    """
    domain = domain_of(address)
    labels = domain.split(".")
    if len(labels) < 2 or is_public(domain):
        return []
    found = [".".join(labels[at:]) for at in range(len(labels) - 1)]
    return [one for one in found[:4] if not is_public(one)]
