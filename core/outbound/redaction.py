"""What must not be read in logs: keys, tokens, card numbers, addresses of people."""

import logging
import re

_SECRETS = (
    (re.compile(r"(?i)\b(bearer|basic|token)\s+[A-Za-z0-9._~+/=-]{8,}"), r"\1 …"),
    (re.compile(r"\b(sk|rk|pk|whsec|EAAA|sq0)(_(live|test))?[_A-Za-z0-9-]{6,}"), r"\1_…"),
    (re.compile(r"(?i)([?&\"']?(?:client_secret|access_token|api_?key|password|secret)"
                r"[\"']?\s*[=:]\s*[\"']?)[^&\s\"',}]+"), r"\1…"),
    (re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}"), "…@…"),
)  # fmt: skip
_NUMBER = re.compile(r"\b(?:\d[ -]?){12,18}\d\b")
_NINE = 9


def redacted(text: str) -> str:
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return _NUMBER.sub(lambda found: _without_card(found[0]), text)


class Redacting(logging.Filter):
    """Put on the loggers of everything that talks to services."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redacted(record.getMessage()), ()
        return True


def redact_loggers(*names: str) -> None:
    for name in names:
        logger = logging.getLogger(name)
        if not any(isinstance(known, Redacting) for known in logger.filters):
            logger.addFilter(Redacting())


def _without_card(text: str) -> str:
    digits = [int(char) for char in text if char.isdigit()]
    doubled = [digit * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    is_card = sum(value - 9 if value > _NINE else value for value in doubled) % 10 == 0
    return f"…{text[-4:]}" if is_card else text
