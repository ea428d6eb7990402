"""Text cells: made safe to store on the way in, safe to open in a spreadsheet on the way
out.
"""

import re

from core.catalog.description import clean_description
from core.catalog.importing.numbers import Unreadable

MAX_DESCRIPTION = 60_000

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff\ud800-\udfff]")
_FORMULA = re.compile(r"[=@]|[+\-].*[(!|]")
_NEEDS_QUOTE = re.compile(r"'*[=+\-@]")
_QUOTED = re.compile(r"'+[=+\-@]")


def clean_text(cell: str) -> str:
    """Without control characters and surrounding space, in whole lines; the apostrophe that
    an export put before a formula sign is taken off.
    """
    if not cell:
        return cell
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROLS.sub("", text).strip()
    return text[1:] if _QUOTED.match(text) else text


def clean_html(cell: str) -> str:
    """What remains of a description when only known-harmless markup may stay."""
    html = clean_description(clean_text(cell))
    if len(html) > MAX_DESCRIPTION:
        raise Unreadable(f"The description is longer than {MAX_DESCRIPTION:,} characters.")
    return html


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run this text. Prices like -5 and phone numbers are none."""
    return bool(_FORMULA.match(text))


def spreadsheet_safe(text: str) -> str:
    """A leading apostrophe keeps a spreadsheet from running the cell; ``clean_text`` takes it
    off again.
    """
    return f"'{text}" if _NEEDS_QUOTE.match(text) else text
