import pytest

from core.content.consent import (
    CONSENT_COOKIE,
    VERSION,
    Choices,
    list_choices,
    record_choices,
)
from core.kernel.errors import SignInRequired
from core.kernel.principal import GUEST
from tests.factories.shop import a_shopper

YES, NO = Choices(is_made=True, counting=True), Choices(is_made=True)


@pytest.mark.parametrize("choices", [YES, NO])
def test_the_cookie_says_what_was_chosen(choices):
    assert Choices.of(f"a=b; {CONSENT_COOKIE}={choices.cookie}; c=d") == choices


@pytest.mark.parametrize(
    "value", ["", "all", f"{VERSION}.", f"{VERSION}.yes", "0.all", "1.all.x"]
)
def test_anything_else_is_no_choice_and_no_consent(value):
    assert Choices.of(f"{CONSENT_COOKIE}={value}") == Choices()


async def test_choices_of_a_person_are_kept_with_their_dates(session):
    shopper = await a_shopper(session)

    await record_choices(session, shopper, YES)
    await record_choices(session, shopper, NO)
    await record_choices(session, GUEST, YES)

    rows = await list_choices(session, shopper)
    assert [(row.purpose, row.is_granted, row.version) for row in rows] == [
        ("counting", False, VERSION),
        ("counting", True, VERSION),
    ]
    with pytest.raises(SignInRequired):
        await list_choices(session, GUEST)
