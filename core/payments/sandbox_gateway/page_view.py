"""What the hosted page shows, and its rendering."""

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

from babel.numbers import format_currency
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from core.kernel.money import Money
from core.payments.sandbox_gateway.cards import DECLINE_SENTENCES, SANDBOX_CARDS
from core.payments.sandbox_gateway.models import SandboxSession, SessionStatus
from core.settings import ROOT

_HERE = Path(__file__).parent
_ENDINGS = {
    SessionStatus.EXPIRED: "The time for this payment is over. Nothing was charged.",
    SessionStatus.VOIDED: "This payment was canceled. Nothing was charged.",
    SessionStatus.FAILED: "This payment could not be made. Nothing was charged.",
}

_environment = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class PageView:
    """``field`` and ``message`` say what to correct; ``decline`` what the bank said."""

    amount: str = ""
    reference: str = ""
    description: str = ""
    cancel_url: str = ""
    return_url: str = ""
    decline: str = ""
    ending: str = ""
    field: str = ""
    message: str = ""

    @classmethod
    def of(cls, payment: SandboxSession, *, field: str = "", message: str = "") -> Self:
        amount = Money(payment.amount_minor, payment.currency)
        code = payment.decline_code
        return cls(
            amount=format_currency(amount.decimal, amount.currency, locale="en_IE"),
            reference=payment.merchant_reference,
            description=payment.description,
            cancel_url=payment.cancel_url,
            return_url=payment.return_url,
            decline=DECLINE_SENTENCES.get(code, "The bank declined this card.") if code else "",
            ending=_ENDINGS.get(payment.status, _ENDINGS[SessionStatus.EXPIRED]),
            field=field,
            message=message,
        )


def render(template: str, view: PageView, path: str) -> tuple[str, str]:
    """The page, and the hash of its style for the content security policy."""
    style, style_hash = _style()
    html = _environment.get_template(template).render(
        view=view,
        path=path.removesuffix("/challenge"),
        style=Markup(style),  # noqa: S704  our own files
        cards=SANDBOX_CARDS,
    )
    return html, style_hash


@cache
def _style() -> tuple[str, str]:
    """The shop's own tokens and fonts; without JavaScript the system decides on dark mode."""
    tokens = (ROOT / "assets/css/tokens.css").read_text()
    tokens = re.sub(
        r"^\.dark \{(.*?)^\}",
        r"@media (prefers-color-scheme: dark) { :root {\1} }",
        tokens,
        flags=re.DOTALL | re.MULTILINE,
    )
    fonts = (ROOT / "assets/css/fonts.css").read_text()
    style = "\n".join((tokens, fonts, (_HERE / "templates/page.css").read_text()))
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return style, f"sha256-{digest}"
