"""Who may call an impact fact verified."""

import pytest

from core.catalog.create_product import create_product
from core.catalog.inputs import ProductFields
from core.catalog.update_product import update_product
from core.kernel.errors import Forbidden
from core.kernel.principal import SYSTEM
from tests.factories.catalog import a_product, a_vendor
from tests.factories.principals import owner_of

STATED = {"measure": "carbon", "value": "1.9", "evidence": "statement"}
VERIFIED = {"measure": "water", "value": "11", "evidence": "verified"}


async def test_a_workshop_states_but_never_verifies(session):
    vendor = await a_vendor(session)
    owner = owner_of(vendor)
    product = await a_product(session, vendor=vendor)

    await update_product(session, owner, product.id, ProductFields(impact=[STATED]))
    with pytest.raises(Forbidden, match="Only the market"):
        await update_product(session, owner, product.id, ProductFields(impact=[VERIFIED]))
    fields = ProductFields(title="Bowl", impact=[VERIFIED])
    with pytest.raises(Forbidden, match="Only the market"):
        await create_product(session, owner, vendor.id, fields)

    assert product.impact == [STATED]


async def test_what_the_market_verified_stays_as_it_is_or_goes(session):
    vendor = await a_vendor(session)
    owner = owner_of(vendor)
    product = await a_product(session, vendor=vendor)
    await update_product(session, SYSTEM, product.id, ProductFields(impact=[VERIFIED]))

    await update_product(session, owner, product.id, ProductFields(impact=[VERIFIED, STATED]))
    better = VERIFIED | {"value": "2"}
    with pytest.raises(Forbidden):
        await update_product(session, owner, product.id, ProductFields(impact=[better]))
    await update_product(session, owner, product.id, ProductFields(impact=[STATED]))

    assert product.impact == [STATED]
