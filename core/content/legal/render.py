"""A legal text with today's facts in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from jinja2 import Environment, StrictUndefined

from core.content.consent import KEPT_FOR
from core.content.legal.stored import stored_on_devices
from core.content.legal.texts import LegalText, Version
from core.content.markdown import to_html
from core.identity.cookies import GUEST_BAG_AGE
from core.identity.forget_expired import KEPT as ENDED_KEPT
from core.identity.models import App
from core.identity.sessions import LIFETIMES
from core.search.log_queries import KEPT as SEARCHES_KEPT
from core.settings import Settings, settings

# Set by domains above this one; a test holds them to their word.
PAYMENT_WINDOW = timedelta(minutes=30)
ACCEPT_WITHIN = timedelta(hours=48)
VISITS_KEPT = timedelta(days=400)

_templates = Environment(undefined=StrictUndefined, autoescape=False, trim_blocks=True)  # noqa: S701  Markdown, cleaned when it is HTML


@dataclass(frozen=True, slots=True)
class Operator:
    name: str
    address: str
    represented_by: str
    register: str
    vat_id: str
    phone: str
    email: str
    country: str


def html_of(text: LegalText, version: Version) -> str:
    source = text.file(version).read_text(encoding="utf-8")
    return to_html(_templates.from_string(source).render(facts(version.day)))


def operator_of(chosen: Settings) -> Operator:
    return Operator(
        chosen.operator_name,
        chosen.operator_address,
        chosen.operator_represented_by,
        chosen.operator_register,
        chosen.operator_vat_id,
        chosen.operator_phone,
        chosen.operator_email,
        chosen.operator_country,
    )


def facts(day: date) -> Mapping[str, Any]:
    chosen = settings()
    return {
        "operator": operator_of(chosen),
        "text_date": f"{day:%-d %B %Y}",
        "has_stripe": bool(chosen.stripe_secret_key.get_secret_value()),
        "commission": f"{chosen.default_commission_bps / 100:g} %",
        "earnings_days": chosen.earnings_window_days,
        "payment_minutes": PAYMENT_WINDOW.seconds // 60,
        "accept_hours": ACCEPT_WITHIN // timedelta(hours=1),
        "session_days": LIFETIMES[App.STOREFRONT].days,
        "forgotten_days": ENDED_KEPT.days,
        "bag_days": GUEST_BAG_AGE.days,
        "visit_days": VISITS_KEPT.days,
        "search_days": SEARCHES_KEPT.days,
        "consent_days": KEPT_FOR.days,
        "stored": stored_on_devices(),
    }
