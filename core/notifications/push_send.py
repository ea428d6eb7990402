"""Send one message to one browser: encrypted for it alone (RFC 8291), signed as ours (RFC
8292), and only to a server on the public web.

The name of the push service comes from a browser, so it is a stranger's: it is resolved once,
all its addresses must be public, and the connection goes to that very one.
"""

import base64
import hashlib
import json
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

import httpx
from httpx import codes
from pywebpush import WebPusher

from core.db.session import read_session, transaction
from core.kernel.errors import Unavailable
from core.media.errors import ForbiddenAddress, NotFetched
from core.media.fetch import PUBLIC_WEB, Gate
from core.notifications import push_queries
from core.notifications.push_keys import subject, vapid
from core.notifications.push_models import PushSubscription

SECONDS = 10.0
WAITS = timedelta(days=1)  # how long the push service keeps it for a browser that is off
SIGNED_FOR = timedelta(hours=12)
REFUSED_AT_MOST = 8
GONE = {codes.NOT_FOUND, codes.GONE}
BUSY = {codes.REQUEST_TIMEOUT, codes.TOO_MANY_REQUESTS}


class PushNotAccepted(Unavailable):
    """Temporary: the job tries again."""

    code: ClassVar[str] = "push_not_accepted"


@dataclass(frozen=True, slots=True)
class Way:
    """How push services are reached. The defaults are the rule; tests lead to their own."""

    gate: Gate = PUBLIC_WEB
    trust: ssl.SSLContext | bool = True


PUBLIC_WAY = Way()


async def send_push(
    subscription_id: UUID, message: Mapping[str, str], *, way: Way = PUBLIC_WAY
) -> None:
    """Outside of a transaction. A browser that is gone is forgotten; one whose service keeps
    refusing us, too.
    """
    async with read_session() as session:
        subscription = await push_queries.find_subscription(session, subscription_id)
    if subscription is None:
        return
    status = await _post(subscription, message, way)
    async with transaction() as session:
        if codes.is_success(status):
            await push_queries.note_success(session, subscription_id)
        elif status in GONE:
            await push_queries.forget(session, subscription_id)
        else:
            refused = await push_queries.note_failure(session, subscription_id)
            if refused >= REFUSED_AT_MOST:
                await push_queries.forget(session, subscription_id)
    if status in BUSY or codes.is_server_error(status):
        raise PushNotAccepted(f"The push service answered {status}.")


async def _post(subscription: PushSubscription, message: Mapping[str, str], way: Way) -> int:
    """What the service answered; an address that must not be reached counts as gone."""
    url = httpx.URL(subscription.endpoint)
    try:
        address = await way.gate.address_of(url)
    except ForbiddenAddress:
        return codes.GONE
    except NotFetched as error:
        raise PushNotAccepted(error.message) from error
    request = httpx.Request(
        "POST",
        url.copy_with(host=address, fragment=None),
        content=_encrypted(subscription, message),
        headers=_headers(url, message),
        extensions={"sni_hostname": url.host, "timeout": httpx.Timeout(SECONDS).as_dict()},
    )
    try:
        async with httpx.AsyncHTTPTransport(verify=way.trust, retries=0) as transport:
            response = await transport.handle_async_request(request)
            await response.aclose()
    except httpx.HTTPError as error:
        raise PushNotAccepted("The push service could not be reached.") from error
    # A redirect leads somewhere that nobody has looked at: it is a refusal.
    return response.status_code


def _encrypted(subscription: PushSubscription, message: Mapping[str, str]) -> bytes:
    keys = {"p256dh": subscription.p256dh, "auth": subscription.auth}
    pusher = WebPusher({"endpoint": subscription.endpoint, "keys": keys})
    return pusher.encode(json.dumps(dict(message)).encode())["body"]


def _headers(url: httpx.URL, message: Mapping[str, str]) -> dict[str, str]:
    """A newer message about the same page takes the place of one that still waits."""
    topic = hashlib.sha256(f"{message['kind']} {message['url']}".encode()).digest()
    origin = f"https://{url.netloc.decode()}"
    expires = int(time.time() + SIGNED_FOR.total_seconds())
    signed = vapid().sign({"sub": subject(), "aud": origin, "exp": expires})
    return {
        **signed,
        "Host": url.netloc.decode(),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(WAITS.total_seconds())),
        "Urgency": "normal",
        "Topic": base64.urlsafe_b64encode(topic[:24]).decode(),
    }
