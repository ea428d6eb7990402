"""Fetch a file from an address that a stranger gave us, without being turned against ourselves.

The name is resolved once, every address it has must be public, and the connection goes to that
very address: a name that resolves differently a moment later changes nothing. Each redirect is
checked the same way.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import httpx

from core.media.errors import FileTooLarge, ForbiddenAddress, NotFetched
from core.media.prepare import MAX_BYTES

SECONDS = 20.0
MAX_REDIRECTS = 4
PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_HEADERS = {
    "User-Agent": "EcoMarket-Images/1.0",
    "Accept": "image/*",
    "Accept-Encoding": "identity",  # a compressed bomb would pass the size limit
}

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


async def resolve(host: str, port: int) -> Sequence[str]:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for _, _, _, _, address in found]


def is_public(address: str) -> bool:
    """Reachable by anyone, and nothing that stands for another address is taken at its word."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


@dataclass(frozen=True, slots=True)
class Gate:
    """What may be reached. The defaults are the rule; tests open a door to their own server."""

    resolve: Resolve = resolve
    is_allowed: Callable[[str], bool] = is_public
    ports: frozenset[int] = frozenset(PORTS.values())

    async def address_of(self, url: httpx.URL) -> str:
        """One address of the host, if all of them may be reached."""
        if url.scheme not in PORTS or not url.host or url.userinfo:
            raise ForbiddenAddress
        port = url.port or PORTS[url.scheme]
        if port not in self.ports:
            raise ForbiddenAddress
        try:
            found = await self.resolve(url.host, port)
        except (OSError, UnicodeError) as error:
            raise NotFetched("The server's name is not known.") from error
        if not found or not all(self.is_allowed(address) for address in found):
            raise ForbiddenAddress
        return found[0]


PUBLIC_WEB = Gate()


async def fetch(
    address: str, *, gate: Gate = PUBLIC_WEB, most: int = MAX_BYTES, seconds: float = SECONDS
) -> bytes:
    """The bytes behind ``address``. Raises ``ForbiddenAddress``, ``FileTooLarge`` or
    ``NotFetched``.
    """
    try:
        async with asyncio.timeout(seconds):
            return await _followed(httpx.URL(address), gate, most)
    except TimeoutError as error:
        raise NotFetched("The server took too long.") from error
    except httpx.InvalidURL as error:
        raise ForbiddenAddress from error
    except httpx.HTTPError as error:
        raise NotFetched("The server could not be reached.") from error


async def _followed(url: httpx.URL, gate: Gate, most: int) -> bytes:
    for _ in range(MAX_REDIRECTS + 1):
        answer = await _get(url, await gate.address_of(url), most)
        if isinstance(answer, bytes):
            return answer
        url = answer
    raise NotFetched("The server redirects too often.")


async def _get(url: httpx.URL, address: str, most: int) -> bytes | httpx.URL:
    """The body, or where the answer redirects to."""
    pinned = url.copy_with(host=address, fragment=None)
    port = f":{url.port}" if url.port else ""
    request = httpx.Request(
        "GET",
        pinned,
        headers=_HEADERS | {"Host": f"{_host(url)}{port}"},
        extensions={"sni_hostname": url.host, "timeout": httpx.Timeout(SECONDS).as_dict()},
    )
    async with httpx.AsyncHTTPTransport(retries=0) as transport:
        response = await transport.handle_async_request(request)
        response.request = request
        try:
            if response.has_redirect_location:
                return url.join(response.headers["location"])
            return await _body(response, most)
        finally:
            await response.aclose()


async def _body(response: httpx.Response, most: int) -> bytes:
    if response.status_code != httpx.codes.OK:
        raise NotFetched(f"The server answered {response.status_code}.")
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise NotFetched("The server sent the file compressed.")
    found = bytearray()
    async for chunk in response.aiter_raw():
        found += chunk
        if len(found) > most:
            raise FileTooLarge(most)
    return bytes(found)


def _host(url: httpx.URL) -> str:
    return f"[{url.host}]" if ":" in url.host else url.host
