"""No log line holds what opens a door: the links of customers, signatures of shops."""

import logging
import re

DOOR = re.compile(r"(/r/)[\w-]+|((?:signature|token)=)[\w:.-]+")


class HideTokens(logging.Filter):
    """Puts a dash where a token stood, whoever writes the line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every line passes."""
        said = record.getMessage()
        hidden = DOOR.sub(lambda found: f"{found[1] or found[2]}–", said)
        if hidden != said:
            record.msg, record.args = hidden, None
        return True
