"""Who hears what of an order, once."""

import html
import re
from collections import Counter

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.models import OutboxMessage
from core.events.outbox import emit
from core.inventory.events import StockRanLow
from core.inventory.models import StockLevel
from core.kernel.money import Money
from core.kernel.principal import Principal, VendorRole
from core.kernel.secrets import token_hash
from core.notifications import subscribers
from core.notifications.models import MailStatus, OutgoingMail
from core.orders import queries as orders
from core.orders.accept_vendor_order import accept_vendor_order
from core.orders.deliver_parcel import deliver_parcel
from core.orders.events import OrderPlaced, ParcelHandedOver
from core.orders.hand_over_parcel import hand_over_parcel
from core.orders.models import Order, OrderLine, VendorOrder
from core.orders.pack_parcel import pack_parcel
from core.payments.events import PaymentFailed, RefundSucceeded
from core.payments.models import Payment, PaymentStatus
from core.refunds.cancel_vendor_order import cancel_vendor_order, decline_vendor_order
from core.refunds.request_refund import request_refund
from core.vendors.models import Vendor
from tests.core.notifications.conftest import Postman
from tests.factories.identity import a_user
from tests.factories.orders import a_paid_order, a_shelf, an_attempt, an_order
from tests.factories.principals import an_operator
from tests.factories.workshops import joined

BUYER = "ines@example.com"


async def makers(session: AsyncSession, *vendors: Vendor) -> list[Principal]:
    """An owner of each workshop, with the address ``owner-of-<slug>``."""
    return [
        await joined(
            session, v, user=await a_user(session, email=f"owner-of-{v.slug}@example.com")
        )
        for v in vendors
    ]


async def parts_of(session: AsyncSession, order: Order) -> dict[str, VendorOrder]:
    parts = await orders.vendor_orders_of(session, order.id)
    return {str(part.vendor_id): part for part in parts}


def kinds(mails: list[OutgoingMail], recipient: str) -> list[str]:
    return [mail.kind for mail in mails if mail.recipient == recipient]


async def test_an_order_is_told_to_its_buyer_and_to_each_workshop(
    session: AsyncSession, postman: Postman
):
    mug, lamp = await a_shelf(session, prices=(1250, 4000))
    mug_owner, lamp_owner = await makers(session, mug.vendor, lamp.vendor)
    order = await a_paid_order(session, {mug: 2, lamp: 1})

    mails = await postman()

    assert Counter((mail.kind, mail.recipient) for mail in mails) == {
        ("order_placed", BUYER): 1,
        ("order_received", mug_owner.email): 1,
        ("order_received", lamp_owner.email): 1,
    }
    assert all(mail.order_id == order.id for mail in mails)
    buyers = mails[0]
    for words in (
        order.number, "€25.00", "€40.00", "€9.00", "€74.00", "Rua das Flores 12",
        mug.vendor.name, lamp.vendor.name,
    ):  # fmt: skip
        assert words in buyers.text
        assert words in buyers.html
    workshops = next(mail for mail in mails if mail.recipient == mug_owner.email)
    assert lamp.vendor.name not in workshops.text
    assert "€40.00" not in workshops.text
    assert "€29.50" in workshops.text


async def test_the_link_in_the_mail_opens_the_order(session: AsyncSession, postman: Postman):
    (mug,) = await a_shelf(session, prices=(1250,))
    order = await a_paid_order(session, [mug])

    (mail, _) = await postman()

    link = re.search(rf"http\S+/orders/{order.number}\?t=([\w-]+)", mail.text)
    assert link is not None
    assert token_hash(link[1]) == order.access_token_hash
    found = await orders.get_by_token(session, order.number, link[1])
    assert found.id == order.id
    assert link[0] in html.unescape(mail.html)


async def test_a_workshop_without_members_is_written_to_at_its_own_address(
    session: AsyncSession, postman: Postman
):
    (mug,) = await a_shelf(session, prices=(1250,))
    await a_paid_order(session, [mug])

    mails = await postman()

    assert kinds(mails, mug.vendor.email) == ["order_received"]


async def test_orders_are_not_told_to_members_with_other_work(
    session: AsyncSession, postman: Postman
):
    (mug,) = await a_shelf(session, prices=(1250,))
    owner = await joined(session, mug.vendor)
    packer = await joined(session, mug.vendor, VendorRole.ORDERS)
    await joined(session, mug.vendor, VendorRole.FINANCE)
    gone = await joined(
        session, mug.vendor, VendorRole.ORDERS, await a_user(session, is_active=False)
    )
    await a_paid_order(session, [mug])

    mails = await postman()

    told = {mail.recipient for mail in mails if mail.kind == "order_received"}
    assert told == {owner.email, packer.email}
    assert gone.email not in told


async def test_one_mail_a_fact_however_often_it_is_told(
    session: AsyncSession, postman: Postman
):
    (mug,) = await a_shelf(session, prices=(1250,))
    order = await a_paid_order(session, [mug])
    first = [mail.id for mail in await postman()]

    await emit(session, OrderPlaced(order_id=order.id))
    await subscribers.mail_order(session, OrderPlaced(order_id=order.id))
    await subscribers.mail_order(session, OrderPlaced(order_id=order.id))

    assert [mail.id for mail in await postman()] == first
    assert len(first) == 2


async def test_what_people_typed_is_escaped_and_stays_in_its_line(
    session: AsyncSession, postman: Postman
):
    (mug,) = await a_shelf(session, prices=(1250,))
    mug.product.title = "<script>alert(1)</script> & mug"
    mug.vendor.name = "Elm\r\nBcc: all@example.com <b>"
    mug.vendor.slug = "elm"
    await session.flush()
    order = await a_paid_order(session, [mug])
    await accept_vendor_order(
        session,
        await joined(session, mug.vendor),
        (await parts_of(session, order))[str(mug.vendor.id)].id,
    )

    for mail in await postman():
        assert "<script>" not in mail.html
        assert "<b>" not in mail.html
        assert "\n" not in mail.subject
        assert "\r" not in mail.subject
    mail = (await session.exec(select(OutgoingMail))).first()
    assert mail is not None
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; mug" in mail.html
    assert "<script>alert(1)</script> & mug" in mail.text


async def test_a_parcels_way_is_told_to_the_buyer(session: AsyncSession, postman: Postman):
    (mug,) = await a_shelf(session, prices=(1250,))
    (owner,) = await makers(session, mug.vendor)
    order = await a_paid_order(session, {mug: 3})
    part = (await parts_of(session, order))[str(mug.vendor.id)]
    (line,) = await orders.lines_of_vendor_order(session, part.id)
    await accept_vendor_order(session, owner, part.id)
    first = await pack_parcel(session, owner, part.id, {line.id: 2})
    await hand_over_parcel(
        session, owner, part.id, first.id, carrier="DHL", tracking_number="JD0001"
    )
    second = await pack_parcel(session, owner, part.id)
    await hand_over_parcel(session, owner, part.id, second.id, carrier="Own delivery")
    for parcel in (first, second):
        await deliver_parcel(session, owner, part.id, parcel.id)
    await session.flush()

    mails = await postman()

    assert Counter(kinds(mails, BUYER)) == {
        "order_placed": 1,
        "part_accepted": 1,
        "parcel_shipped": 2,
        "parcel_delivered": 2,
    }
    assert kinds(mails, owner.email or "") == ["order_received", "order_delivered"]
    shipped, rest = [mail for mail in mails if mail.kind == "parcel_shipped"]
    assert "JD0001" in shipped.text
    assert "https://www.dhl.com/global-en/home/tracking.html?tracking-id=JD0001" in shipped.text
    assert "2 x Piece" in shipped.text
    assert "1 x Piece" in rest.text
    assert "Tracking number" not in rest.text


async def test_a_decline_is_told_to_both_and_names_what_goes_on(
    session: AsyncSession, postman: Postman
):
    mug, lamp = await a_shelf(session, prices=(1250, 4000))
    mug_owner, _ = await makers(session, mug.vendor, lamp.vendor)
    order = await a_paid_order(session, [mug, lamp])
    part = (await parts_of(session, order))[str(mug.vendor.id)]

    await decline_vendor_order(session, mug_owner, part.id, reason="The kiln broke <b>.")
    await session.flush()
    mails = await postman()

    mail = next(mail for mail in mails if mail.kind == "part_declined")
    assert mail.recipient == BUYER
    assert "The kiln broke <b>." in mail.text
    assert "The kiln broke &lt;b&gt;." in mail.html
    assert "€17.00 go back" in mail.text
    assert f"What you ordered from {lamp.vendor.name} is not affected." in mail.text
    assert "order_declined" in kinds(mails, mug_owner.email or "")


async def test_a_cancellation_is_told_to_both(session: AsyncSession, postman: Postman):
    (mug,) = await a_shelf(session, prices=(1250,))
    (owner,) = await makers(session, mug.vendor)
    order = await a_paid_order(session, [mug])
    part = (await parts_of(session, order))[str(mug.vendor.id)]

    await cancel_vendor_order(session, an_operator(), part.id, reason="Asked by the buyer")
    await session.flush()
    mails = await postman()

    assert "part_canceled" in kinds(mails, BUYER)
    assert "order_canceled" in kinds(mails, owner.email or "")
    mail = next(mail for mail in mails if mail.kind == "part_canceled")
    assert "is not affected" not in mail.text


async def test_a_refund_names_its_lines_and_what_it_costs_the_workshop(
    session: AsyncSession, postman: Postman
):
    (mug,) = await a_shelf(session, prices=(1250,))
    (owner,) = await makers(session, mug.vendor)
    order = await a_paid_order(session, {mug: 3})
    part = (await parts_of(session, order))[str(mug.vendor.id)]
    line = (await session.exec(select(OrderLine))).one()
    refund = await request_refund(
        session, an_operator(), part.id, {line.id: 1},
        delivery_minor=100, reason="Chipped", idempotency_key="r1",
    )  # fmt: skip
    await emit(
        session,
        RefundSucceeded(
            refund_id=refund.id,
            order_id=order.id,
            vendor_order_id=part.id,
            amount_minor=refund.amount_minor,
            currency="EUR",
        ),
    )
    await session.flush()

    mails = await postman()

    assert refund.amount == Money(1350, "EUR")
    buyers = next(mail for mail in mails if mail.kind == "refunded")
    assert buyers.recipient == BUYER
    assert buyers.subject == f"€13.50 of order {order.number} are on their way back to you"
    assert "1 x Piece" in buyers.text
    assert "Chipped" in buyers.text
    workshops = next(mail for mail in mails if mail.kind == "order_refunded")
    assert workshops.recipient == owner.email
    assert "€1.50" in workshops.text
    assert "€12.00" in workshops.text


async def test_a_failed_payment_is_told_to_the_buyer_alone(
    session: AsyncSession, postman: Postman
):
    (mug,) = await a_shelf(session, prices=(1250,))
    order = await an_order(session, [mug])
    payment: Payment = await an_attempt(session, order)
    payment.status = PaymentStatus.FAILED
    event = PaymentFailed(payment_id=payment.id, order_id=order.id, decline_code="lost_card")
    await emit(session, event)

    mails = await postman()

    assert [(mail.kind, mail.recipient) for mail in mails] == [("payment_failed", BUYER)]
    assert f"/checkout/return?order={order.number}&t=" in mails[0].text
    assert "lost" not in mails[0].text


async def test_low_stock_is_told_once_a_day_to_those_who_mind_it(
    session: AsyncSession, postman: Postman
):
    (mug,) = await a_shelf(session, prices=(1250,))
    (owner,) = await makers(session, mug.vendor)
    await joined(session, mug.vendor, VendorRole.FINANCE)
    level = (await session.exec(select(StockLevel))).one()
    for available in (2, 0):
        await emit(
            session,
            StockRanLow(
                variant_id=mug.variant.id, location_id=level.location_id, available=available
            ),
        )

    mails = await postman()

    assert [(mail.kind, mail.recipient) for mail in mails] == [("low_stock", owner.email)]
    assert mails[0].subject == f"{mug.product.title} is down to 2 pieces"
    assert f"SKU: {mug.variant.sku}" in mails[0].text


async def test_without_a_mail_server_mails_are_kept(session: AsyncSession, postman: Postman):
    (mug,) = await a_shelf(session, prices=(1250,))
    await a_paid_order(session, [mug])

    mails = await postman()

    assert {mail.status for mail in mails} == {MailStatus.KEPT}


@pytest.mark.parametrize("event", [ParcelHandedOver, OrderPlaced])
async def test_a_fact_that_does_not_exist_is_an_error_and_no_mail(
    session: AsyncSession, postman: Postman, event: type
):
    ids = dict.fromkeys(
        ("order_id", "vendor_order_id", "fulfillment_id"),
        "0193f0c0-0000-7000-8000-000000000001",
    )
    await emit(session, event.model_validate(ids))

    with pytest.raises(ExceptionGroup):
        await postman()

    assert (await session.exec(select(OutgoingMail))).all() == []
    assert len((await session.exec(select(OutboxMessage))).all()) == 1
