import pytest

from core.catalog.unit_price import read_content, unit_price, written_content
from core.kernel.errors import Invalid
from core.kernel.money import Money


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("250 ml", (250, "ml")),
        ("0,25 l", (250, "ml")),
        ("75cl", (750, "ml")),
        ("1.5 KG", (1500, "g")),
        ("", (None, "")),
    ],
)
def test_content_is_kept_in_grams_or_milliliters(typed, stored):
    assert read_content(typed) == stored
    assert read_content(written_content(*stored)) == stored


@pytest.mark.parametrize("typed", ["250", "0 g", "3 m", "much", "-1 l", "99999999 kg"])
def test_what_cannot_be_measured_is_refused(typed):
    with pytest.raises(Invalid):
        read_content(typed)


def test_the_price_is_that_of_a_liter_or_a_kilogram():
    assert unit_price(Money(450, "EUR"), *read_content("250 ml")) == (Money(1800, "EUR"), "l")
