"""From what a browser sends to a checked model, or to an error per field."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ValidationError
from pydantic_core import ErrorDetails

from core.kernel.errors import Invalid

M = TypeVar("M", bound=BaseModel)
FormErrors = dict[str, str]
GENERAL = "form"
_AMOUNT = re.compile(r"-?(\d{1,15}(\.\d{0,6})?|\.\d{1,6})", re.ASCII)

_SENTENCES = {
    "missing": "Fill this in.",
    "string_too_short": "This is too short: at least {min_length} characters.",
    "string_too_long": "This is too long: at most {max_length} characters.",
    "int_parsing": "Enter a whole number.",
    "int_type": "Enter a whole number.",
    "decimal_parsing": "Enter a number, such as 12.50.",
    "greater_than": "This must be more than {gt}.",
    "greater_than_equal": "This must be at least {ge}.",
    "less_than": "This must be less than {lt}.",
    "less_than_equal": "This must be at most {le}.",
    "enum": "Choose one of the options.",
    "literal_error": "Choose one of the options.",
    "uuid_parsing": "Choose one of the options.",
    "date_from_datetime_parsing": "Enter a date.",
    "date_parsing": "Enter a date.",
    "url_parsing": "Enter a web address that starts with https://.",
}


def parse(
    form_data: Mapping[str, Any], schema: type[M], *, lists: tuple[str, ...] = ()
) -> tuple[M | None, FormErrors]:
    """The model and no errors, or None and a sentence per field.

    Texts are stripped and empty ones count as not sent. ``lists`` names fields that may come as
    one value or several.
    """
    cleaned = {key: _clean(value) for key, value in form_data.items()}
    sent = {key: value for key, value in cleaned.items() if value is not None}
    for name in lists:
        value = sent.get(name, [])
        sent[name] = value if isinstance(value, list) else [value]
    try:
        return schema.model_validate(sent), {}
    except ValidationError as error:
        return None, _sentences(error)


def refused(error: Invalid) -> FormErrors:
    """A refusal of the core in the form it belongs to."""
    return {error.field or GENERAL: error.message}


def read_amount(value: object) -> Decimal:
    """``1.234,50``, ``1,234.50``, ``12,5`` and ``12.50`` as people type them."""
    text = str(value).strip().replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    text = text.strip("€$£")
    point, comma = text.rfind("."), text.rfind(",")
    if point >= 0 and comma >= 0:
        thousands = "," if point > comma else "."
        text = text.replace(thousands, "")
    text = text.replace(",", ".")
    # Decimal would also read 1e999999999, which fills the memory once it is written out.
    if not _AMOUNT.fullmatch(text):
        raise ValueError("Enter an amount, such as 12.50.")
    return Decimal(text)


Amount = Annotated[Decimal, BeforeValidator(read_amount)]


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip() or None
    return value


def _sentences(error: ValidationError) -> FormErrors:
    errors: FormErrors = {}
    for detail in error.errors(include_url=False):
        place = str(detail["loc"][0]) if detail["loc"] else GENERAL
        errors.setdefault(place, _sentence(detail))
    return errors


def _sentence(detail: ErrorDetails) -> str:
    if template := _SENTENCES.get(detail["type"]):
        return template.format(**detail.get("ctx", {}))
    return detail["msg"].removeprefix("Value error, ").rstrip(".") + "."
