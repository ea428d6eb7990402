from decimal import Decimal

import pytest
from pydantic import BaseModel, Field

from core.kernel.errors import Invalid
from core.ui.forms import Amount, parse, refused


class Piece(BaseModel):
    name: str = Field(min_length=2, max_length=10)
    price: Amount = Field(gt=0)
    stock: int = 0
    colors: list[str] = Field(default_factory=list)


def test_a_full_form_becomes_a_model():
    piece, errors = parse(
        {"name": "  Vase ", "price": "48,00", "stock": "3", "colors": "celadon"},
        Piece,
        lists=("colors",),
    )

    assert errors == {}
    assert piece == Piece(name="Vase", price=Decimal("48.00"), stock=3, colors=["celadon"])


def test_every_wrong_field_gets_a_sentence():
    piece, errors = parse({"name": "V", "price": "-1", "stock": "many"}, Piece)

    assert piece is None
    assert errors == {
        "name": "This is too short: at least 2 characters.",
        "price": "This must be more than 0.",
        "stock": "Enter a whole number.",
    }


def test_a_blank_field_counts_as_missing():
    _, errors = parse({"name": "   ", "price": "1"}, Piece)

    assert errors == {"name": "Fill this in."}


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12", "12"),
        ("12.5", "12.5"),
        ("12,50", "12.50"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("€ 9.90", "9.90"),
        ("1 234,00", "1234.00"),
    ],
)
def test_amounts_are_read_as_people_type_them(typed, amount):
    piece, errors = parse({"name": "Vase", "price": typed}, Piece)

    assert errors == {}
    assert piece is not None
    assert piece.price == Decimal(amount)


@pytest.mark.parametrize("typed", ["twelve", "NaN", "1e999999999", "--1", "Infinity"])
def test_what_is_not_an_amount_is_refused(typed):
    piece, errors = parse({"name": "Vase", "price": typed}, Piece)

    assert piece is None
    assert errors == {"price": "Enter an amount, such as 12.50."}


def test_a_refusal_of_the_core_lands_on_its_field():
    assert refused(Invalid("This name is taken.", field="name")) == {
        "name": "This name is taken."
    }
    assert refused(Invalid("Try later.")) == {"form": "Try later."}
