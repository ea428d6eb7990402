"""States of things in one word, with the tone and the shape that go with it."""

from core.catalog.models import ProductStatus
from core.ledger.models import AccountKind
from core.notifications.models import MailStatus
from core.orders.statuses import (
    FulfillmentStatus,
    OrderFulfillmentStatus,
    OrderPaymentStatus,
    OrderStatus,
    VendorOrderStatus,
)
from core.payments.models import PaymentStatus, RefundStatus
from core.reporting.jobs import JobStatus
from core.vendors.models import VendorStatus

Words = tuple[str, str, str]

ORDER_WORDS: dict[OrderStatus, Words] = {
    OrderStatus.PENDING_PAYMENT: ("Not paid", "neutral", "new"),
    OrderStatus.PLACED: ("Placed", "info", "partial"),
    OrderStatus.CANCELED: ("Canceled", "danger", "blocked"),
    OrderStatus.EXPIRED: ("Expired", "neutral", "blocked"),
}
ORDER_PAYMENT_WORDS: dict[OrderPaymentStatus, Words] = {
    OrderPaymentStatus.NONE: ("Nothing paid", "neutral", "new"),
    OrderPaymentStatus.AUTHORIZED: ("Authorized", "info", "partial"),
    OrderPaymentStatus.PAID: ("Paid", "success", "done"),
    OrderPaymentStatus.PARTIALLY_REFUNDED: ("Partly refunded", "attention", "partial"),
    OrderPaymentStatus.REFUNDED: ("Refunded", "neutral", "done"),
    OrderPaymentStatus.VOIDED: ("Voided", "neutral", "blocked"),
}
DELIVERY_WORDS: dict[OrderFulfillmentStatus, Words] = {
    OrderFulfillmentStatus.UNFULFILLED: ("Nothing sent", "neutral", "new"),
    OrderFulfillmentStatus.PARTIAL: ("Partly sent", "info", "partial"),
    OrderFulfillmentStatus.FULFILLED: ("Sent", "info", "partial"),
    OrderFulfillmentStatus.DELIVERED: ("Delivered", "success", "done"),
    OrderFulfillmentStatus.CANCELED: ("Canceled", "danger", "blocked"),
}
PART_WORDS: dict[VendorOrderStatus, Words] = {
    VendorOrderStatus.PENDING_PAYMENT: ("Not paid", "neutral", "new"),
    VendorOrderStatus.PLACED: ("To accept", "attention", "attention"),
    VendorOrderStatus.ACCEPTED: ("To pack", "info", "partial"),
    VendorOrderStatus.FULFILLED: ("Sent", "info", "partial"),
    VendorOrderStatus.DELIVERED: ("Delivered", "success", "done"),
    VendorOrderStatus.COMPLETED: ("Completed", "success", "done"),
    VendorOrderStatus.DECLINED: ("Declined", "danger", "blocked"),
    VendorOrderStatus.CANCELED: ("Canceled", "danger", "blocked"),
    VendorOrderStatus.EXPIRED: ("Expired", "neutral", "blocked"),
}
PARCEL_WORDS: dict[FulfillmentStatus, Words] = {
    FulfillmentStatus.PACKED: ("Packed", "info", "partial"),
    FulfillmentStatus.HANDED_OVER: ("With the carrier", "info", "partial"),
    FulfillmentStatus.DELIVERED: ("Delivered", "success", "done"),
    FulfillmentStatus.CANCELED: ("Unpacked", "neutral", "blocked"),
    FulfillmentStatus.LOST: ("Lost", "danger", "blocked"),
    FulfillmentStatus.RETURNED_TO_SENDER: ("Came back", "attention", "attention"),
}
PAYMENT_WORDS: dict[PaymentStatus, Words] = {
    PaymentStatus.CREATED: ("Begun", "neutral", "new"),
    PaymentStatus.REQUIRES_ACTION: ("With the buyer", "info", "partial"),
    PaymentStatus.AUTHORIZED: ("Authorized", "info", "partial"),
    PaymentStatus.CAPTURED: ("Captured", "success", "done"),
    PaymentStatus.FAILED: ("Declined", "danger", "blocked"),
    PaymentStatus.EXPIRED: ("Expired", "neutral", "blocked"),
    PaymentStatus.VOIDED: ("Voided", "neutral", "blocked"),
    PaymentStatus.MISMATCH: ("Does not match", "danger", "attention"),
}
REFUND_WORDS: dict[RefundStatus, Words] = {
    RefundStatus.REQUESTED: ("Requested", "info", "new"),
    RefundStatus.PROCESSING: ("At the gateway", "info", "partial"),
    RefundStatus.SUCCEEDED: ("Refunded", "success", "done"),
    RefundStatus.FAILED: ("Failed", "danger", "blocked"),
    RefundStatus.CANCELED: ("Canceled", "neutral", "blocked"),
}
ACCOUNT_NAMES: dict[AccountKind, str] = {
    AccountKind.GATEWAY_CLEARING: "Held by the gateway",
    AccountKind.BANK: "In the bank",
    AccountKind.DISPUTED: "Held back in disputes",
    AccountKind.VENDOR_PENDING: "Owed to the workshop, pending",
    AccountKind.VENDOR_AVAILABLE: "Owed to the workshop, available",
    AccountKind.VENDOR_RESERVE: "Owed to the workshop, in reserve",
    AccountKind.VENDOR_IN_PAYOUT: "On its way to the workshop",
    AccountKind.BUYER_SUSPENSE: "Owed to the buyer",
    AccountKind.TAX_PAYABLE: "Tax owed by the market",
    AccountKind.GIFT_CARD_LIABILITY: "Gift cards not yet spent",
    AccountKind.STORE_CREDIT_LIABILITY: "Store credit not yet spent",
    AccountKind.LOYALTY_LIABILITY: "Points not yet spent",
    AccountKind.COMMISSION: "Commission",
    AccountKind.BREAKAGE: "Expired cards and points",
    AccountKind.PROMOTION_EXPENSE: "Discounts paid by the market",
    AccountKind.LOYALTY_EXPENSE: "Points given",
    AccountKind.GOODWILL_EXPENSE: "Given as goodwill",
    AccountKind.PROVIDER_FEES: "Fees of gateways",
    AccountKind.DISPUTE_LOSS: "Lost in disputes",
    AccountKind.BAD_DEBT: "Debts given up",
}
VENDOR_WORDS: dict[VendorStatus, Words] = {
    VendorStatus.APPLIED: ("Applied", "neutral", "new"),
    VendorStatus.ONBOARDING: ("Setting up", "info", "partial"),
    VendorStatus.IN_REVIEW: ("In review", "attention", "attention"),
    VendorStatus.APPROVED: ("Approved", "success", "done"),
    VendorStatus.REJECTED: ("Rejected", "danger", "blocked"),
    VendorStatus.SUSPENDED: ("Suspended", "danger", "blocked"),
    VendorStatus.CLOSED: ("Closed", "neutral", "blocked"),
}
PRODUCT_WORDS: dict[ProductStatus, Words] = {
    ProductStatus.DRAFT: ("Draft", "neutral", "new"),
    ProductStatus.IN_REVIEW: ("In review", "attention", "attention"),
    ProductStatus.PUBLISHED: ("Published", "success", "done"),
    ProductStatus.PAUSED: ("Paused", "neutral", "partial"),
    ProductStatus.REJECTED: ("Rejected", "danger", "blocked"),
    ProductStatus.ARCHIVED: ("Archived", "neutral", "blocked"),
}
MAIL_WORDS: dict[MailStatus, Words] = {
    MailStatus.KEPT: ("Kept", "neutral", "done"),
    MailStatus.QUEUED: ("Queued", "info", "partial"),
    MailStatus.SENT: ("Sent", "success", "done"),
    MailStatus.FAILED: ("Failed", "danger", "blocked"),
}
JOB_WORDS: dict[JobStatus, Words] = {
    JobStatus.TODO: ("Waiting", "neutral", "new"),
    JobStatus.DOING: ("Running", "info", "partial"),
    JobStatus.SUCCEEDED: ("Done", "success", "done"),
    JobStatus.FAILED: ("Failed", "danger", "blocked"),
    JobStatus.CANCELED: ("Canceled", "neutral", "blocked"),
    JobStatus.ABORTED: ("Aborted", "attention", "attention"),
}
