"""What a buyer types at checkout, and what is wrong with it in words."""

import re
from dataclasses import dataclass
from typing import Annotated, Any

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BaseModel, Field, ValidationInfo, field_validator

from core.checkout.place_order import DeliveryAddress
from core.taxes.us_states import state_code
from core.taxes.vat_ids import NotAVatId, parse_vat_id
from core.ui.countries import country_name
from core.ui.forms import FormErrors, parse

# Countries whose addresses are not complete without a state, province or region.
WITH_REGION = frozenset({"AU", "BR", "CA", "IN", "MX", "US"})
# The shape of a postcode and one that has it.
POSTCODES = {
    "AT": (r"\d{4}", "1010"),
    "BE": (r"\d{4}", "1000"),
    "CH": (r"\d{4}", "8001"),
    "DE": (r"\d{5}", "10115"),
    "DK": (r"\d{4}", "1050"),
    "ES": (r"\d{5}", "28001"),
    "FI": (r"\d{5}", "00100"),
    "FR": (r"\d{5}", "75001"),
    "IT": (r"\d{5}", "00118"),
    "NL": (r"\d{4} ?[A-Za-z]{2}", "1012 AB"),
    "NO": (r"\d{4}", "0150"),
    "PL": (r"\d{2}-\d{3}", "00-001"),
    "PT": (r"\d{4}-\d{3}", "4050-112"),
    "SE": (r"\d{3} ?\d{2}", "111 20"),
    "US": (r"\d{5}(-\d{4})?", "94103"),
}
LABELS = {
    "email": "E-mail",
    "name": "Full name",
    "country": "Country",
    "line1": "Street and number",
    "line2": "Apartment, floor",
    "postcode": "Postcode",
    "city": "Town or city",
    "region": "State or region",
    "phone": "Phone",
    "company": "Company",
    "vat_id": "VAT number",
    "note": "Note",
    "provider": "Payment",
}
CONTACT, DELIVERY, PACKAGING, PAY = STEPS = ("contact", "delivery", "packaging", "pay")
TITLES = {CONTACT: "Contact", DELIVERY: "Delivery", PACKAGING: "Packaging", PAY: "Payment"}
FIELDS = {
    CONTACT: ("email", "wants_news"),
    DELIVERY: (
        "name", "country", "line1", "line2", "postcode", "anyway", "city", "region", "phone",
        "company", "vat_id", "note",
    ),
    PACKAGING: (),
    PAY: ("provider", "saves_card"),
}  # fmt: skip
KEPT = tuple(name for step in STEPS for name in FIELDS[step])


def _email(value: str) -> str:
    try:
        return validate_email(value, check_deliverability=False).normalized
    except EmailNotValidError:
        raise ValueError("Enter an e-mail address, such as ines@example.com.") from None


class CheckoutForm(BaseModel):
    """``anyway``: the buyer says the postcode is right although it looks unusual."""

    email: Annotated[str, Field(max_length=254), AfterValidator(_email)]
    wants_news: bool = False
    name: str = Field(max_length=120)
    country: str = Field(pattern="^[A-Z]{2}$")
    line1: str = Field(max_length=120)
    line2: str = Field(default="", max_length=120)
    anyway: bool = False
    postcode: str = Field(max_length=16)
    city: str = Field(max_length=80)
    region: str = Field(default="", max_length=80, validate_default=True)
    phone: str = Field(default="", max_length=32)
    company: str = Field(default="", max_length=160)
    vat_id: str = Field(default="", max_length=20)
    note: str = Field(default="", max_length=500)
    provider: str = Field(default="", max_length=32)
    saves_card: bool = False

    @field_validator("postcode")
    @classmethod
    def _fits_country(cls, value: str, info: ValidationInfo) -> str:
        country = info.data.get("country", "")
        pattern, example = POSTCODES.get(country, (".+", ""))
        if not info.data.get("anyway") and not re.fullmatch(pattern, value):
            raise ValueError(f"Postcodes in {country_name(country)} look like {example}.")
        return value

    @field_validator("region")
    @classmethod
    def _present_where_needed(cls, value: str, info: ValidationInfo) -> str:
        if not value and info.data.get("country", "") in WITH_REGION:
            raise ValueError("Fill this in.")
        if value and info.data.get("country") == "US" and not state_code(value):
            raise ValueError("Write the name of a state, such as California.")
        return value

    @field_validator("vat_id")
    @classmethod
    def _is_a_number(cls, value: str) -> str:
        try:
            return parse_vat_id(value) if value else ""
        except NotAVatId as refused:
            raise ValueError(refused.message) from None

    @field_validator("phone")
    @classmethod
    def _can_be_called(cls, value: str) -> str:
        if value and not re.fullmatch(r"[+()0-9 ./-]{5,32}", value):
            raise ValueError("Use digits, such as +351 912 345 678.")
        return value

    def address(self) -> DeliveryAddress:
        parts = DeliveryAddress.model_fields.keys()
        return DeliveryAddress(**{name: getattr(self, name) for name in parts})


@dataclass(frozen=True, slots=True)
class FieldError:
    """A line of the summary: where it is and what to do."""

    target: str
    label: str
    message: str


def check_form(sent: dict[str, Any]) -> tuple[CheckoutForm | None, FormErrors]:
    return parse({key: value for key, value in sent.items() if key in KEPT}, CheckoutForm)


def check_field(name: str, value: str, country: str, *, anyway: bool = False) -> str:
    """What is wrong with one field while others are not filled in yet; "" when nothing is."""
    sent = {"country": country, "anyway": "on" if anyway else "", name: value}
    _, errors = check_form(sent)
    return errors.get(name, "")


def read_draft(sent: dict[str, Any]) -> dict[str, str]:
    """What was typed, to be kept. An unticked box is not sent at all."""
    return {name: str(sent.get(name, "")).strip()[:500] for name in KEPT}


def errors_of(step: str, errors: FormErrors) -> FormErrors:
    return {name: text for name, text in errors.items() if name in FIELDS[step]}


def step_of(errors: FormErrors) -> str:
    """The first section in which something is wrong; the last one when nothing is."""
    return next((step for step in STEPS if errors_of(step, errors)), PAY)


def summarized(errors: FormErrors) -> list[FieldError]:
    """In the order of the form."""
    return [
        FieldError(f"#field-{name}", label, errors[name])
        for name, label in LABELS.items()
        if errors.get(name)
    ]
