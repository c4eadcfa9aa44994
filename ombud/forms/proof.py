"""A little work for the sender's machine (ALTCHA): nothing for one, much for thousands.

The protocol of altcha.org with its server library; the browser's part is ours, the
element ombud-proof. No other host is asked.
"""

import hashlib
from datetime import timedelta
from typing import Any

from altcha.v1 import ChallengeOptions, Payload, create_challenge, verify_solution
from django.conf import settings
from django.utils import timezone

# Some tenths of a second on a telephone.
MOST = 60_000
LIFE = timedelta(hours=12)


def challenge() -> dict[str, Any]:
    """For one page."""
    expires = timezone.now() + LIFE
    wish = ChallengeOptions(max_number=MOST, hmac_key=_key(), expires=expires)
    return dict(create_challenge(wish).to_dict())


def solved(payload: str) -> str:
    """The challenge that was solved, once; empty where it was not."""
    if not payload or len(payload) > 4000:
        return ""
    try:
        is_right, _why = verify_solution(payload, _key())
        challenge = Payload.from_base64(payload).challenge
    except (ValueError, TypeError, KeyError, AttributeError):
        return ""
    return str(challenge) if is_right else ""


def _key() -> str:
    return hashlib.sha256(
        f"ombud.forms.proof.{settings.SECRET_KEY}".encode()
    ).hexdigest()
