"""Short messages to the browsers of people who asked for them (web push).

``notify`` is for every subscriber that has news for a person. What is sent is a title, a
sentence and an address in the shop: nothing that a stranger who glances at the screen should
not see.
"""

import base64
import binascii
import ipaddress
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self
from urllib.parse import urlsplit
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.jobs.enqueue import enqueue_all
from core.kernel.errors import Invalid
from core.kernel.principal import Principal
from core.media.fetch import is_public
from core.notifications import push_queries
from core.notifications.push_models import LONGEST_ENDPOINT, PushSubscription

SEND_PUSH = "notifications.send_push"
MOST_DEVICES = 10
POINT_BYTES, SECRET_BYTES = 65, 16
LONGEST_TITLE, LONGEST_BODY = 80, 160


class PushKind(StrEnum):
    """What a message is about. Those of an order are counted on the icon of the app."""

    ORDER_SHIPPED = "order_shipped"
    ORDER_DELIVERED = "order_delivered"
    MESSAGE = "message"
    BACK_IN_STOCK = "back_in_stock"
    PRICE_DROP = "price_drop"


class BadSubscription(Invalid):
    """Not what a browser hands out."""

    code = "bad_subscription"

    def __init__(self) -> None:
        super().__init__("This browser's subscription cannot be used.")


@dataclass(frozen=True, slots=True)
class Device:
    """A browser that is told, as its owner may see it."""

    id: UUID
    label: str
    since: datetime
    last_success_at: datetime | None
    is_here: bool

    @classmethod
    def of(cls, row: PushSubscription, principal: Principal) -> Self:
        is_here = row.session_id == principal.session_id
        return cls(row.id, row.label, row.created_at, row.last_success_at, is_here)


async def notify(
    session: AsyncSession, user_id: UUID, kind: PushKind, title: str, body: str, url: str
) -> int:
    """Tell every browser of the person, after the transaction; how many those are. ``url`` is
    a path of the shop. Call it from a subscriber or once per fact: it does not look back.
    """
    if not url.startswith("/") or url.startswith("//"):
        raise ValueError(f"not a path of the shop: {url!r}")
    message = {
        "kind": PushKind(kind).value,
        "title": title[:LONGEST_TITLE],
        "body": body[:LONGEST_BODY],
        "url": url,
    }
    devices = await push_queries.list_live(session, user_id)
    jobs = [{"subscription_id": str(device.id), "message": message} for device in devices]
    await enqueue_all(session, SEND_PUSH, jobs)
    return len(jobs)


async def add_device(
    session: AsyncSession,
    principal: Principal,
    *,
    endpoint: str,
    p256dh: str,
    auth: str,
    user_agent: str,
) -> None:
    """Told from now on; the same browser twice is one device."""
    user_id = principal.require_user()
    if principal.session_id is None:
        raise BadSubscription
    ensure_endpoint(endpoint)
    _ensure_bytes(p256dh, POINT_BYTES, first=4)
    _ensure_bytes(auth, SECRET_BYTES)
    subscription = PushSubscription(
        user_id=user_id,
        session_id=principal.session_id,
        endpoint=endpoint,
        p256dh=p256dh,
        auth=auth,
        label=browser_name(user_agent),
    )
    await push_queries.put(session, subscription)
    await push_queries.keep_newest(session, user_id, MOST_DEVICES)


async def list_devices(session: AsyncSession, principal: Principal) -> list[Device]:
    found = await push_queries.list_live(session, principal.require_user())
    return [Device.of(row, principal) for row in found]


async def remove_device(session: AsyncSession, principal: Principal, device_id: UUID) -> None:
    await push_queries.remove(session, principal.require_user(), device_id)


async def remove_endpoint(session: AsyncSession, principal: Principal, endpoint: str) -> None:
    await push_queries.remove_endpoint(session, principal.require_user(), endpoint)


def ensure_endpoint(endpoint: str) -> None:
    """An address of a push service on the public web. Where its name leads is looked at each
    time something is sent.
    """
    is_plain = endpoint.isascii() and endpoint.isprintable() and " " not in endpoint
    if not is_plain or len(endpoint) > LONGEST_ENDPOINT:
        raise BadSubscription
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError as error:
        raise BadSubscription from error
    host = parts.hostname or ""
    if parts.scheme != "https" or parts.username is not None or port not in {None, 443}:
        raise BadSubscription
    if not _is_public_name(host):
        raise BadSubscription


def browser_name(user_agent: str) -> str:
    """Enough for its owner to know it again: "Firefox on Android"."""
    browsers = {"Edg": "Edge", "OPR/": "Opera", "SamsungBrowser": "Samsung Internet"}
    browsers |= {"Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
    systems = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows"}
    systems |= {"Mac OS": "Mac", "CrOS": "ChromeOS", "Linux": "Linux"}
    browser = next((name for sign, name in browsers.items() if sign in user_agent), "A browser")
    system = next((name for sign, name in systems.items() if sign in user_agent), "")
    return f"{browser} on {system}" if system else browser


def _is_public_name(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return bool(re.fullmatch(r"(?:[a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{1,62}", host))
    return is_public(host)


def _ensure_bytes(text: str, length: int, *, first: int | None = None) -> None:
    try:
        found = base64.urlsafe_b64decode(text.encode("ascii") + b"==")
    except (ValueError, binascii.Error) as error:
        raise BadSubscription from error
    if len(found) != length or (first is not None and found[0] != first):
        raise BadSubscription
