"""What orders, their parts and their parcels can be, and the ways from one to the next.

``status`` columns are moved by use cases along these tables; ``payment_status`` and
``fulfillment_status`` are derived, stored, and recomputed under the row's lock.
"""

from enum import StrEnum

from core.kernel.lifecycle import Lifecycle


class OrderStatus(StrEnum):
    PENDING_PAYMENT = "pending_payment"
    PLACED = "placed"
    CANCELED = "canceled"
    EXPIRED = "expired"


ORDER_LIFECYCLE = Lifecycle(
    {
        OrderStatus.PENDING_PAYMENT: {
            OrderStatus.PLACED,
            OrderStatus.CANCELED,
            OrderStatus.EXPIRED,
        },
        OrderStatus.PLACED: {OrderStatus.CANCELED},
        # Money may land after the deadline: the order is revived if its goods still are there.
        OrderStatus.EXPIRED: {OrderStatus.PLACED},
    }
)


class OrderPaymentStatus(StrEnum):
    NONE = "none"
    AUTHORIZED = "authorized"
    PAID = "paid"
    PARTIALLY_REFUNDED = "partially_refunded"
    REFUNDED = "refunded"
    VOIDED = "voided"


class OrderFulfillmentStatus(StrEnum):
    UNFULFILLED = "unfulfilled"
    PARTIAL = "partial"
    FULFILLED = "fulfilled"
    DELIVERED = "delivered"
    CANCELED = "canceled"


class VendorOrderStatus(StrEnum):
    PENDING_PAYMENT = "pending_payment"
    PLACED = "placed"
    ACCEPTED = "accepted"
    FULFILLED = "fulfilled"
    DELIVERED = "delivered"
    COMPLETED = "completed"
    DECLINED = "declined"
    CANCELED = "canceled"
    EXPIRED = "expired"


VENDOR_ORDER_LIFECYCLE = Lifecycle(
    {
        VendorOrderStatus.PENDING_PAYMENT: {
            VendorOrderStatus.PLACED,
            VendorOrderStatus.CANCELED,
            VendorOrderStatus.EXPIRED,
        },
        VendorOrderStatus.EXPIRED: {VendorOrderStatus.PLACED},
        VendorOrderStatus.PLACED: {
            VendorOrderStatus.ACCEPTED,
            VendorOrderStatus.DECLINED,
            VendorOrderStatus.CANCELED,
        },
        VendorOrderStatus.ACCEPTED: {VendorOrderStatus.FULFILLED, VendorOrderStatus.CANCELED},
        VendorOrderStatus.FULFILLED: {VendorOrderStatus.DELIVERED},
        VendorOrderStatus.DELIVERED: {VendorOrderStatus.COMPLETED},
    }
)


class FulfillmentStatus(StrEnum):
    PACKED = "packed"
    HANDED_OVER = "handed_over"
    DELIVERED = "delivered"
    CANCELED = "canceled"
    LOST = "lost"
    RETURNED_TO_SENDER = "returned_to_sender"


FULFILLMENT_LIFECYCLE = Lifecycle(
    {
        FulfillmentStatus.PACKED: {FulfillmentStatus.HANDED_OVER, FulfillmentStatus.CANCELED},
        FulfillmentStatus.HANDED_OVER: {
            FulfillmentStatus.DELIVERED,
            FulfillmentStatus.LOST,
            FulfillmentStatus.RETURNED_TO_SENDER,
        },
    }
)
