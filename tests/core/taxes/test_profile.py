from datetime import date

import pytest

from core.kernel.errors import Conflict, Forbidden, Invalid
from core.kernel.principal import VendorRole
from core.taxes.models import Goods, VatStatus
from core.taxes.queries import goods_of, is_registered, registrations
from core.taxes.registrations import end_registration, register_in_state, set_goods
from core.taxes.set_tax_profile import TaxDetails, set_tax_profile, tax_profile
from core.taxes.vat_ids import NotAVatId
from tests.factories.principals import an_operator, owner_of
from tests.factories.shop import a_piece, a_shopper, a_workshop

PORTUGUESE = TaxDetails(VatStatus.REGISTERED, "pt 501 964 843", "PT", uses_oss=True)


async def test_a_workshop_says_its_vat_number_and_is_named_by_it(session):
    workshop = await a_workshop(session)

    profile = await set_tax_profile(session, owner_of(workshop), PORTUGUESE)

    assert (profile.status, profile.vat_id, profile.uses_oss) == (
        VatStatus.REGISTERED,
        "PT501964843",
        True,
    )
    assert workshop.vat_id == "PT501964843"
    assert await tax_profile(session, owner_of(workshop)) is profile


@pytest.mark.parametrize(
    ("details", "refusal"),
    [
        (TaxDetails(VatStatus.REGISTERED, "", "PT"), Invalid),
        (TaxDetails(VatStatus.REGISTERED, "PT501964844", "PT"), NotAVatId),
        (TaxDetails(VatStatus.REGISTERED, "DE136695976", "PT"), Invalid),
    ],
)
async def test_a_number_that_is_none_is_refused(session, details, refusal):
    workshop = await a_workshop(session)

    with pytest.raises(refusal):
        await set_tax_profile(session, owner_of(workshop), details)

    assert workshop.vat_id == ""


async def test_who_packs_parcels_does_not_decide_on_taxes(session):
    packer = owner_of(await a_workshop(session), VendorRole.ORDERS)

    with pytest.raises(Forbidden):
        await set_tax_profile(session, packer, PORTUGUESE)


async def test_the_market_is_registered_from_a_day_until_it_ends_it(session):
    staff = an_operator()
    row = await register_in_state(session, staff, "CA", "123", since=date(2026, 1, 1))
    await session.flush()

    assert await is_registered(session, "US-CA", date(2026, 1, 1))
    assert not await is_registered(session, "US-CA", date(2025, 12, 31))
    with pytest.raises(Conflict):
        await register_in_state(session, staff, "CA", "123", since=date(2026, 2, 1))
    await end_registration(session, staff, row.id)
    assert (await registrations(session))[0].valid_until is not None


async def test_buyers_register_nothing(session):
    with pytest.raises(Forbidden):
        await register_in_state(
            session, await a_shopper(session), "CA", "", since=date(2026, 1, 1)
        )


async def test_a_product_has_its_own_kind_of_goods(session):
    piece = await a_piece(session)

    await set_goods(session, an_operator(), Goods.BOOKS, product_id=piece.product.id)
    await session.flush()

    assert await goods_of(session, [piece.product.id]) == {piece.product.id: Goods.BOOKS}
