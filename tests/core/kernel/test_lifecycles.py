"""Every pair of statuses of every lifecycle: what is not in its table raises."""

from itertools import product

import pytest

from core.catalog.models import IMPORT_LIFECYCLE, PRODUCT_LIFECYCLE, ImportStatus, ProductStatus
from core.kernel.lifecycle import IllegalMove
from core.orders.statuses import (
    FULFILLMENT_LIFECYCLE,
    ORDER_LIFECYCLE,
    VENDOR_ORDER_LIFECYCLE,
    FulfillmentStatus,
    OrderStatus,
    VendorOrderStatus,
)
from core.payments.models import (
    PAYMENT_LIFECYCLE,
    REFUND_LIFECYCLE,
    PaymentStatus,
    RefundStatus,
)
from core.returns.statuses import (
    CHARGEBACK_LIFECYCLE,
    DISPUTE_LIFECYCLE,
    EXCHANGE_LIFECYCLE,
    ISSUE_LIFECYCLE,
    RETURN_LIFECYCLE,
    ChargebackStatus,
    DisputeStatus,
    ExchangeStatus,
    IssueStatus,
    ReturnStatus,
)
from core.vendors.models import VENDOR_LIFECYCLE, VendorStatus

MACHINES = [
    (ORDER_LIFECYCLE, OrderStatus),
    (VENDOR_ORDER_LIFECYCLE, VendorOrderStatus),
    (FULFILLMENT_LIFECYCLE, FulfillmentStatus),
    (PAYMENT_LIFECYCLE, PaymentStatus),
    (REFUND_LIFECYCLE, RefundStatus),
    (PRODUCT_LIFECYCLE, ProductStatus),
    (IMPORT_LIFECYCLE, ImportStatus),
    (VENDOR_LIFECYCLE, VendorStatus),
    (RETURN_LIFECYCLE, ReturnStatus),
    (EXCHANGE_LIFECYCLE, ExchangeStatus),
    (ISSUE_LIFECYCLE, IssueStatus),
    (DISPUTE_LIFECYCLE, DisputeStatus),
    (CHARGEBACK_LIFECYCLE, ChargebackStatus),
]
PAIRS = [
    (machine, source, target)
    for machine, statuses in MACHINES
    for source, target in product(statuses, statuses)
]


@pytest.mark.parametrize(("machine", "source", "target"), PAIRS)
def test_only_the_moves_of_the_table_are_possible(machine, source, target):
    if target in machine.moves.get(source, ()):
        machine.check(source, target)
        return
    with pytest.raises(IllegalMove, match="cannot become"):
        machine.check(source, target)


@pytest.mark.parametrize(
    ("machine", "status"),
    [
        (ORDER_LIFECYCLE, OrderStatus.CANCELED),
        (VENDOR_ORDER_LIFECYCLE, VendorOrderStatus.COMPLETED),
        (VENDOR_ORDER_LIFECYCLE, VendorOrderStatus.DECLINED),
        (FULFILLMENT_LIFECYCLE, FulfillmentStatus.DELIVERED),
        (PAYMENT_LIFECYCLE, PaymentStatus.CAPTURED),
        (PAYMENT_LIFECYCLE, PaymentStatus.VOIDED),
        (REFUND_LIFECYCLE, RefundStatus.SUCCEEDED),
        (VENDOR_LIFECYCLE, VendorStatus.CLOSED),
        (RETURN_LIFECYCLE, ReturnStatus.REJECTED),
        (RETURN_LIFECYCLE, ReturnStatus.CLOSED),
        (ISSUE_LIFECYCLE, IssueStatus.RESOLVED),
        (DISPUTE_LIFECYCLE, DisputeStatus.CLOSED),
        (CHARGEBACK_LIFECYCLE, ChargebackStatus.WON),
        (CHARGEBACK_LIFECYCLE, ChargebackStatus.LOST),
    ],
)
def test_ends_are_ends(machine, status):
    assert machine.is_final(status)
