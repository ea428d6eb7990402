"""What a workshop says about itself, checked."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from core.identity.emails import normal_email
from core.vendors.errors import ShopDetailsInvalid

LIMITS = {
    "name": 120, "craft": 80, "legal_name": 160, "vat_id": 32, "phone": 32, "line1": 120,
    "postcode": 16, "town": 80, "region": 80,
}  # fmt: skip
LONGEST_STORY = 4000
LONGEST_POLICY = 2000
POLICIES = ("returns", "shipping", "repairs", "custom")
LONGEST_DISPATCH_DAYS = 120
MOST_LANGUAGES = 10
MOST_PEOPLE = 10_000
FIRST_YEAR = 1500
MOST_RETURN_DAYS = 365
ISO_LENGTH = 2


@dataclass(frozen=True, slots=True)
class ShopDetails:
    """``country`` and ``languages`` are ISO codes, ``policies`` sentences by topic."""

    name: str
    craft: str
    story: str
    legal_name: str
    email: str
    line1: str
    postcode: str
    town: str
    country: str
    region: str = ""
    phone: str = ""
    vat_id: str = ""
    founded: int | None = None
    people: int | None = None
    languages: tuple[str, ...] = ()
    dispatch_days_min: int = 2
    dispatch_days_max: int = 4
    is_auto_accept: bool = False
    returns_days: int = 30
    policies: dict[str, str] = field(default_factory=dict)


def checked(details: ShopDetails) -> dict[str, Any]:
    """Column values, or ``ShopDetailsInvalid`` for the first field that is wrong."""
    values: dict[str, Any] = {
        name: checked_text(name, getattr(details, name)) for name in LIMITS
    }
    if not values["name"]:
        raise ShopDetailsInvalid("The workshop needs a name.", field="name")
    return values | {
        "story": _story(details.story),
        "email": normal_email(details.email),
        "country": checked_country(details.country),
        "languages": _languages(details.languages),
        "founded": _between("founded", details.founded, FIRST_YEAR, datetime.now(UTC).year),
        "people": _between("people", details.people, 1, MOST_PEOPLE),
        "is_auto_accept": bool(details.is_auto_accept),
        "policies": _policies(details),
        **_dispatch(details),
    }


def checked_text(name: str, typed: str) -> str:
    """One line, without stray spaces, as long as its column allows."""
    text = " ".join(typed.split())
    if len(text) > LIMITS[name] or not text.isprintable():
        raise ShopDetailsInvalid(f"Use at most {LIMITS[name]} characters.", field=name)
    return text


def checked_country(typed: str) -> str:
    code = typed.strip().upper()
    if len(code) != ISO_LENGTH or not (code.isascii() and code.isalpha()):
        raise ShopDetailsInvalid("Choose a country.", field="country")
    return code


def _story(typed: str) -> str:
    story = typed.replace("\r\n", "\n").strip()
    if len(story) > LONGEST_STORY or "\x00" in story:
        raise ShopDetailsInvalid(f"Use at most {LONGEST_STORY} characters.", field="story")
    return story


def _languages(typed: tuple[str, ...]) -> list[str]:
    codes = list(dict.fromkeys(code.strip().lower() for code in typed if code.strip()))
    if len(codes) > MOST_LANGUAGES or any(
        len(code) != ISO_LENGTH or not (code.isascii() and code.isalpha()) for code in codes
    ):
        raise ShopDetailsInvalid("Choose languages by their code.", field="languages")
    return codes


def _between(name: str, value: int | None, least: int, most: int) -> int | None:
    if value is not None and not least <= value <= most:
        raise ShopDetailsInvalid(f"Enter a number from {least} to {most}.", field=name)
    return value


def _dispatch(details: ShopDetails) -> dict[str, int]:
    shortest, longest = details.dispatch_days_min, details.dispatch_days_max
    if not 0 <= shortest <= longest <= LONGEST_DISPATCH_DAYS:
        raise ShopDetailsInvalid(
            "Say from how many to how many days a parcel takes to leave, at most "
            f"{LONGEST_DISPATCH_DAYS}.",
            field="dispatch_days_max",
        )
    return {"dispatch_days_min": shortest, "dispatch_days_max": longest}


def _policies(details: ShopDetails) -> dict[str, Any]:
    texts = {
        topic: details.policies[topic].strip()
        for topic in POLICIES
        if details.policies.get(topic)
    }
    if any(len(text) > LONGEST_POLICY or "\x00" in text for text in texts.values()):
        raise ShopDetailsInvalid(f"Use at most {LONGEST_POLICY} characters.", field="policies")
    days = _between("returns_days", details.returns_days, 0, MOST_RETURN_DAYS)
    return {"returns_days": days, **texts}
