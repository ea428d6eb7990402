"""Who signed a notice of PayPal's: RSA over the transmission and a checksum of the raw body."""

import time
import zlib
from base64 import b64decode
from binascii import Error as NotBase64
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import httpx
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import Certificate, load_pem_x509_certificate

from core.kernel.clock import utc_now
from core.outbound.client import LOOPBACK
from core.outbound.patience import Patience
from core.payments.providers.base import BadSignature, ProviderUnavailable

HOSTS = (
    "api.paypal.com",
    "api.sandbox.paypal.com",
    "api-m.paypal.com",
    "api-m.sandbox.paypal.com",
)
OLDEST = timedelta(days=3, hours=1)  # for so long PayPal repeats what was not acknowledged
AHEAD = timedelta(minutes=5)
KEPT = 16
_FRESH = 24 * 60 * 60


class PayPalSignatures:
    """``webhook_id`` is part of what is signed: a message to another endpoint is not ours."""

    def __init__(self, webhook_id: str, api_base: str, patience: Patience) -> None:
        self._webhook_id = webhook_id
        self._patience = patience
        base = urlsplit(api_base)
        self._local = base.netloc if base.hostname in LOOPBACK else ""
        self._certificates: OrderedDict[str, tuple[float, Certificate]] = OrderedDict()

    async def prepare(self, headers: Mapping[str, str]) -> None:
        url = _lowered(headers).get("paypal-cert-url", "")
        if self._known(url) is not None:
            return
        if not self._is_allowed(url):
            raise BadSignature("PayPal does not keep its certificates there.")
        limits = httpx.Timeout(self._patience.read, connect=self._patience.connect)
        try:
            async with httpx.AsyncClient(timeout=limits, trust_env=not self._local) as client:
                answer = await client.get(url, follow_redirects=False)
        except httpx.HTTPError as error:
            raise ProviderUnavailable("PayPal's certificate cannot be read.") from error
        if not answer.is_success:
            raise ProviderUnavailable("PayPal's certificate cannot be read.")
        try:
            certificate = load_pem_x509_certificate(answer.content)
        except ValueError as error:
            raise BadSignature("This is no certificate.") from error
        self._certificates[url] = (time.monotonic(), certificate)
        if len(self._certificates) > KEPT:
            self._certificates.popitem(last=False)

    def check(self, body: bytes, headers: Mapping[str, str]) -> None:
        sent = _lowered(headers)
        if sent.get("paypal-auth-algo") != "SHA256withRSA":
            raise BadSignature("This message is not signed as PayPal signs.")
        key = self._key(sent.get("paypal-cert-url", ""))
        transmission, at = (
            sent.get("paypal-transmission-id"),
            sent.get("paypal-transmission-time"),
        )
        if not transmission or not at:
            raise BadSignature("This message is not signed.")
        _ensure_recent(at)
        message = f"{transmission}|{at}|{self._webhook_id}|{zlib.crc32(body)}".encode()
        try:
            signature = b64decode(sent.get("paypal-transmission-sig", ""), validate=True)
            key.verify(signature, message, PKCS1v15(), SHA256())
        except (InvalidSignature, NotBase64, ValueError) as error:
            raise BadSignature("This message was not signed by PayPal.") from error

    def _key(self, url: str) -> RSAPublicKey:
        certificate = self._known(url)
        if certificate is None or not self._is_allowed(url):
            raise BadSignature("The certificate of this message is not known.")
        now = utc_now()
        if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
            raise BadSignature("The certificate of this message is not valid now.")
        key = certificate.public_key()
        if not isinstance(key, RSAPublicKey):
            raise BadSignature("This message is not signed as PayPal signs.")
        return key

    def _known(self, url: str) -> Certificate | None:
        kept = self._certificates.get(url)
        is_fresh = kept is not None and time.monotonic() - kept[0] < _FRESH
        return kept[1] if kept and is_fresh else None

    def _is_allowed(self, url: str) -> bool:
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        if self._local:
            return parts.netloc == self._local
        is_theirs = parts.netloc in HOSTS  # the whole of it: no user, no port
        return parts.scheme == "https" and is_theirs


def _ensure_recent(at: str) -> None:
    try:
        sent_at = datetime.fromisoformat(at)
        age = utc_now() - sent_at
    except (ValueError, TypeError) as error:
        raise BadSignature("This message does not say when it was sent.") from error
    if not -AHEAD <= age <= OLDEST:
        raise BadSignature("This message was signed too long ago.")


def _lowered(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
