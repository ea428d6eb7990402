"""The address book is its owner's."""

from uuid import UUID

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import addresses
from core.identity.addresses import MOST, PostalAddress
from core.identity.errors import AddressIncomplete, AddressNotFound, TooManyAddresses
from core.kernel.errors import SignInRequired
from core.kernel.ids import new_id
from core.kernel.principal import GUEST, Principal
from tests.factories.identity import a_user, customer

HOME = PostalAddress("Ada Weaver", "1 Mill Lane", "LA1 1AA", " Lancaster ", "gb")
WORK = PostalAddress("Ada Weaver", "2 Loom Street", "1000", "Lisboa", "PT", phone="+351 1")


async def a_customer(session: AsyncSession) -> Principal:
    return customer(await a_user(session))


async def defaults(session: AsyncSession, principal: Principal) -> list[UUID]:
    return [a.id for a in await addresses.list_addresses(session, principal) if a.is_default]


async def test_the_first_address_is_the_default_and_tidied(session: AsyncSession):
    ada = await a_customer(session)

    home = await addresses.add_address(session, ada, HOME)
    await addresses.add_address(session, ada, WORK)

    assert (home.city, home.country) == ("Lancaster", "GB")
    assert await defaults(session, ada) == [home.id]


async def test_there_is_one_default(session: AsyncSession):
    ada = await a_customer(session)
    await addresses.add_address(session, ada, HOME)
    work = await addresses.add_address(session, ada, WORK, is_default=True)
    assert await defaults(session, ada) == [work.id]

    third = await addresses.add_address(session, ada, HOME)
    await addresses.make_default(session, ada, third.id)

    assert await defaults(session, ada) == [third.id]
    assert (await addresses.list_addresses(session, ada))[0].id == third.id


async def test_when_the_default_goes_another_takes_over(session: AsyncSession):
    ada = await a_customer(session)
    home = await addresses.add_address(session, ada, HOME)
    work = await addresses.add_address(session, ada, WORK)

    await addresses.remove_address(session, ada, home.id)

    assert await defaults(session, ada) == [work.id]


async def test_an_address_can_be_edited(session: AsyncSession):
    ada = await a_customer(session)
    home = await addresses.add_address(session, ada, HOME)

    await addresses.edit_address(session, ada, home.id, WORK)

    await session.refresh(home)
    assert (home.line1, home.city, home.phone) == ("2 Loom Street", "Lisboa", "+351 1")


@pytest.mark.parametrize("act", ["get", "edit", "remove", "default"])
async def test_an_address_of_someone_else_is_not_there(session: AsyncSession, act: str):
    ada, eve = await a_customer(session), await a_customer(session)
    home = await addresses.add_address(session, ada, HOME)
    acts = {
        "get": lambda: addresses.get_address(session, eve, home.id),
        "edit": lambda: addresses.edit_address(session, eve, home.id, WORK),
        "remove": lambda: addresses.remove_address(session, eve, home.id),
        "default": lambda: addresses.make_default(session, eve, home.id),
    }

    with pytest.raises(AddressNotFound):
        await acts[act]()

    await session.refresh(home)
    assert (home.line1, home.is_default) == ("1 Mill Lane", True)


async def test_guests_have_no_address_book(session: AsyncSession):
    with pytest.raises(SignInRequired):
        await addresses.list_addresses(session, GUEST)
    with pytest.raises(SignInRequired):
        await addresses.get_address(session, GUEST, new_id())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("line1", "  "),
        ("postcode", "x" * 17),
        ("city", "Lan\x00caster"),
        ("country", "GBR"),
        ("country", "1!"),
    ],
)
async def test_an_address_that_no_parcel_reaches_is_refused(
    session: AsyncSession, field: str, value: str
):
    ada = await a_customer(session)
    typed = PostalAddress(
        **{
            "name": "Ada",
            "line1": "1 Mill Lane",
            "postcode": "LA1",
            "city": "Lancaster",
            "country": "GB",
        }
        | {field: value}
    )

    with pytest.raises(AddressIncomplete) as refusal:
        await addresses.add_address(session, ada, typed)

    assert refusal.value.field == field
    assert await addresses.list_addresses(session, ada) == []


async def test_an_address_book_has_an_end(session: AsyncSession):
    ada = await a_customer(session)
    for _ in range(MOST):
        await addresses.add_address(session, ada, HOME)

    with pytest.raises(TooManyAddresses):
        await addresses.add_address(session, ada, HOME)
