"""Keeps cookies out of the log. Reflex writes whole events there, headers included, when one
names a handler that does not exist.
"""

import logging
import re

_HEADERS = re.compile(
    r"""(?ix) (["']?(?:set-)?cookie["']?|["']?authorization["']?) \s* [:=] \s*
        ("(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' | [^\s,;}]+)"""
)


class CookieFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if (scrubbed := scrub(text)) != text:
            record.msg, record.args = scrubbed, None
        return True


def scrub(text: str) -> str:
    return _HEADERS.sub(r"\1: (left out)", text)


def keep_cookies_out_of_logs() -> None:
    """On the loggers of Reflex: a filter on a parent logger does not see what its children
    log.
    """
    for name in ("reflex_base.event.processor.event_processor", "reflex.app", "reflex.state"):
        logger = logging.getLogger(name)
        if not any(isinstance(known, CookieFilter) for known in logger.filters):
            logger.addFilter(CookieFilter())
