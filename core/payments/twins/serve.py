"""One of the stand-ins on a socket, for a shop on this machine."""

import asyncio

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

from core.payments.twins.btcpay import STORE, BtcPayTwin
from core.payments.twins.paypal import MERCHANT, PayPalTwin
from core.payments.twins.square import LOCATION, SquareTwin
from core.payments.twins.stripe import StripeTwin
from core.payments.twins.twin import Twin

PORTS = {"stripe": 4301, "paypal": 4302, "square": 4303, "btcpay": 4304}


def make_twin(name: str, port: int, shop: str) -> tuple[Twin, dict[str, str]]:
    """The stand-in, and the settings with which a shop finds it."""
    origin, notify = f"http://127.0.0.1:{port}", f"{shop.rstrip('/')}/webhooks/{name}"
    match name:
        case "stripe":
            twin = StripeTwin(origin, notify)
            return twin, {
                "STRIPE_SECRET_KEY": twin.secret_key,
                "STRIPE_WEBHOOK_SECRET": twin.webhook_secret,
                "STRIPE_API_BASE": origin,
            }
        case "paypal":
            twin = PayPalTwin(origin, notify)
            return twin, {
                "PAYPAL_CLIENT_ID": twin.client_id,
                "PAYPAL_SECRET": twin.secret,
                "PAYPAL_WEBHOOK_ID": twin.webhook_id,
                "PAYPAL_MERCHANT_ID": MERCHANT,
                "PAYPAL_API_BASE": origin,
            }
        case "square":
            twin = SquareTwin(origin, notify, notification_url=notify)
            return twin, {
                "SQUARE_ACCESS_TOKEN": twin.access_token,
                "SQUARE_LOCATION_ID": LOCATION,
                "SQUARE_SIGNATURE_KEY": twin.signature_key,
                "SQUARE_API_BASE": origin,
            }
        case _:
            twin = BtcPayTwin(origin, notify)
            return twin, {
                "BTCPAY_URL": origin,
                "BTCPAY_API_KEY": twin.api_key,
                "BTCPAY_STORE_ID": STORE,
                "BTCPAY_WEBHOOK_SECRET": twin.webhook_secret,
            }


def serve_twin(twin: Twin, port: int) -> None:
    server = Server(
        twin.app(), port=port, interface=Interfaces.ASGI, log_level=LogLevels.warning
    )
    asyncio.run(server.serve())
