"""The wizard, a case and the withdrawal, pressed as a browser would."""

import pytest

from core.kernel.money import Money
from core.orders.queries import vendor_orders_of
from core.returns import queries
from core.returns.issues import make_offer
from core.returns.statuses import IssueStatus, ReturnStatus
from core.ui.format import money
from storefront.pages.case.state import CaseState
from storefront.pages.issue_new.state import IssueFormState
from storefront.pages.order.state import OrderState
from storefront.pages.return_new.state import ReturnWizardState
from storefront.pages.withdraw.state import UNKNOWN, WithdrawState
from tests.factories.orders import a_shelf
from tests.factories.principals import owner_of
from tests.factories.returns import a_delivered_order, link_of, only_part
from tests.vendor_portal.pressing import press


@pytest.fixture
async def mug(session):
    return (await a_shelf(session, prices=(1250,)))[0]


@pytest.fixture
async def order(session, mug):
    return await a_delivered_order(session, {mug: 2})


async def wizard(browser, order, part):
    path = f"/returns/new?order={order.number}&part={part.number}&t={link_of(order)}"
    return await browser(ReturnWizardState, path)


async def a_case(browser, order, number):
    path = f"/cases/{number}?t={link_of(order)}"
    return await browser(CaseState, path, case_number=number)


async def test_the_order_leads_to_the_wizard_and_the_report(browser, order):
    path = f"/orders/{order.number}?t={link_of(order)}"
    tab = await browser(OrderState, path, number=order.number)

    (part,) = tab.order.parts
    assert part.return_href.startswith(f"/returns/new?order={order.number}")
    assert part.issue_href.startswith(f"/issues/new?order={order.number}")


async def test_the_wizard_tells_the_amount_before_anything_is_kept(session, browser, order):
    part, line = await only_part(session, order)
    tab = await wizard(browser, order, part)
    assert (tab.status, tab.terms.has_arrived, tab.lines[0].left) == ("ready", True, 2)

    sent = {f"units:{line.id}": "2", "reason": "changed_mind", "resolution": "refund"}
    await press(tab.check(sent))

    whole = (money(part.total), money(Money(part.delivery_minor, part.currency)))
    assert (tab.step, tab.summary.amount, tab.summary.delivery) == ("confirm", *whole)
    assert await queries.returns_of_order(session, order.id) == []
    await press(tab.send())
    (found,) = await queries.returns_of_order(session, order.id)
    assert (found.status, found.gives_delivery_back) == (ReturnStatus.REQUESTED, True)


async def test_the_wizard_says_what_is_missing(session, browser, order):
    part, line = await only_part(session, order)
    tab = await wizard(browser, order, part)
    for sent, words in (
        ({}, "Choose at least one piece."),
        ({f"units:{line.id}": "1", "resolution": "keep"}, "Say how much"),
        ({f"units:{line.id}": "1", "resolution": "exchange"}, "exchanged for"),
    ):
        await press(tab.check({"reason": "other", **sent}))
        assert words in tab.refusal
    assert tab.step == "choose"


async def test_a_stranger_finds_no_order_and_no_case(session, browser, order, mug):
    part, line = await only_part(session, order)
    own = await wizard(browser, order, part)
    await press(own.check({f"units:{line.id}": "1", "reason": "other"}))
    await press(own.send())
    (found,) = await queries.returns_of_order(session, order.id)

    path = f"/returns/new?order={order.number}&t=wrong"
    assert (await browser(ReturnWizardState, path)).status == "missing"
    other = await a_delivered_order(session, {mug: 1})
    tab = await a_case(browser, other, found.number)
    assert tab.status != "ready"


async def test_a_report_is_answered_and_accepted_on_the_case(session, browser, order, mug):
    part, line = await only_part(session, order)
    path = f"/issues/new?order={order.number}&part={part.number}&t={link_of(order)}"
    form = await browser(IssueFormState, path)
    await press(
        form.send(
            {
                "kind": "damaged",
                "description": "The handle is broken off.",
                f"units:{line.id}": "1",
            }
        )
    )
    (issue,) = await queries.issues_of_order(session, order.id)
    await make_offer(
        session, owner_of(mug.vendor), issue.id, Money(500, "EUR"), note="Sorry about it"
    )
    tab = await a_case(browser, order, issue.number)
    assert (tab.case.word, tab.case.offer) == ("Offer made", "€5.00")

    await press(tab.accept())

    assert (tab.refusal, tab.case.status) == ("", IssueStatus.RESOLVED.value)


async def test_a_withdrawal_takes_two_steps_and_no_account(session, browser, cache, order):
    tab = await browser(WithdrawState, f"/withdraw?order={order.number}")
    assert tab.number == order.number
    wrong = {"name": "Inês", "number": order.number, "email": "other@example.com"}
    await press(tab.check(wrong))
    assert (tab.step, tab.errors["number"]) == ("state", UNKNOWN)

    await press(tab.check({**wrong, "email": order.email}))
    (piece,) = tab.pieces
    assert (tab.step, piece.chosen, tab.sums.is_any) == ("confirm", "2", True)
    await press(tab.confirm({f"units:{piece.id}": "2"}))

    (part,) = await vendor_orders_of(session, order.id)
    (found,) = await queries.returns_of_order(session, order.id)
    assert (tab.step, tab.receipt[:4]) == ("done", "WDR-")
    assert (found.status, found.vendor_order_id) == (ReturnStatus.APPROVED, part.id)


async def test_a_withdrawal_of_a_part_shows_what_comes_back(session, browser, cache, order):
    tab = await browser(WithdrawState, f"/withdraw?order={order.number}")
    who = {"name": "Inês", "number": order.number, "email": order.email}
    who |= {f"field_{name}": text for name, text in who.items()}  # as a browser does
    await press(tab.check(who))
    (part,) = await vendor_orders_of(session, order.id)
    (piece,) = tab.pieces
    whole = (tab.sums.amount, tab.sums.delivery)
    assert whole == (money(part.total), money(Money(part.delivery_minor, part.currency)))

    await press(tab.choose(piece.id, "0"))
    assert tab.sums.is_any is False
    await press(tab.choose(piece.id, "1"))
    assert (tab.sums.amount, tab.sums.delivery) == ("€12.50", "")
    await press(tab.confirm({f"units:{piece.id}": "1"}))

    (found,) = await queries.returns_of_order(session, order.id)
    (line,) = await queries.lines_of(session, found.id)
    assert (tab.step, line.quantity, found.gives_delivery_back) == ("done", 1, False)


async def test_choosing_nothing_withdraws_nothing(session, browser, cache, order):
    tab = await browser(WithdrawState, "/withdraw")
    await press(tab.check({"name": "Inês", "number": order.number, "email": order.email}))

    await press(tab.confirm({f"units:{tab.pieces[0].id}": "0"}))

    assert (tab.step, tab.refusal) == ("confirm", "Choose at least one piece.")
    assert await queries.returns_of_order(session, order.id) == []
