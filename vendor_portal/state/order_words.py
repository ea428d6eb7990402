"""States of orders and parcels in one word, with the tone and the shape that go with it."""

from core.orders.statuses import FulfillmentStatus, VendorOrderStatus

ORDER_WORDS = {
    VendorOrderStatus.PENDING_PAYMENT: ("Not paid", "neutral", "new"),
    VendorOrderStatus.PLACED: ("New", "attention", "attention"),
    VendorOrderStatus.ACCEPTED: ("To pack", "info", "partial"),
    VendorOrderStatus.FULFILLED: ("Shipped", "info", "partial"),
    VendorOrderStatus.DELIVERED: ("Delivered", "success", "done"),
    VendorOrderStatus.COMPLETED: ("Completed", "success", "done"),
    VendorOrderStatus.DECLINED: ("Declined", "danger", "blocked"),
    VendorOrderStatus.CANCELED: ("Canceled", "danger", "blocked"),
    VendorOrderStatus.EXPIRED: ("Expired", "neutral", "blocked"),
}
PARCEL_WORDS = {
    FulfillmentStatus.PACKED: ("Packed", "info", "partial"),
    FulfillmentStatus.HANDED_OVER: ("With the carrier", "info", "partial"),
    FulfillmentStatus.DELIVERED: ("Delivered", "success", "done"),
    FulfillmentStatus.CANCELED: ("Unpacked", "neutral", "blocked"),
    FulfillmentStatus.LOST: ("Lost", "danger", "blocked"),
    FulfillmentStatus.RETURNED_TO_SENDER: ("Came back", "attention", "attention"),
}
