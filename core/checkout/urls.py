"""Addresses of the shop that gateways and mails send people to."""

from core.checkout.start_payment import Urls
from core.kernel.secrets import derived_token
from core.orders.models import Order
from core.settings import AppName, settings


def order_link(order: Order) -> str:
    """The page of an order, open to whoever holds the link."""
    config = settings()
    token = derived_token(config.secret_key.get_secret_value(), "order", order.id)
    return f"{config.origin(AppName.STOREFRONT)}/orders/{order.number}?t={token}"


def payment_urls(order: Order) -> Urls:
    config = settings()
    token = derived_token(config.secret_key.get_secret_value(), "order", order.id)
    page = f"{config.origin(AppName.STOREFRONT)}/checkout/return?order={order.number}&t={token}"
    return Urls(back=page, canceled=f"{page}&canceled=1")
