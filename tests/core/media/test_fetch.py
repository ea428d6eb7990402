"""Fetching from addresses that strangers give."""

import asyncio
from collections.abc import Sequence

import pytest

from core.media.errors import FileTooLarge, ForbiddenAddress, NotFetched
from core.media.fetch import Gate, fetch, is_public
from tests.web_server import a_server, always, gate_to, moved, ok

NOT_PUBLIC = [
    "127.0.0.1", "127.8.8.8", "0.0.0.1", "10.0.0.5", "172.16.3.4", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::", "2002:a00:1::", "2001:db8::1",
]  # fmt: skip
FORBIDDEN = [
    "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://0/", "http://2130706433/",
    "http://0x7f.1/", "http://127.1/", "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/x",
    "file:///etc/passwd", "ftp://example.com/a.png", "gopher://example.com/",
    "data:image/png,x",
    "http:///nohost", "/relative.png", "", "http://user:pass@93.184.216.34/",
    "http://93.184.216.34:22/", "http://93.184.216.34:5432/",
]  # fmt: skip


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_addresses_that_are_not_public(address: str):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_addresses_that_are(address: str):
    assert is_public(address)


@pytest.mark.parametrize("url", FORBIDDEN)
async def test_no_address_leads_inside(url: str):
    with pytest.raises((ForbiddenAddress, NotFetched)):
        await fetch(url)


async def test_one_private_address_among_public_ones_is_enough_to_refuse():
    async def both(host: str, port: int) -> Sequence[str]:
        return ["93.184.216.34", "10.0.0.1"]

    with pytest.raises(ForbiddenAddress):
        await fetch("http://example.com/a.png", gate=Gate(resolve=both))


async def test_a_picture_is_fetched_from_the_address_that_was_checked():
    asked: list[dict[str, str]] = []

    def reply(path: str, headers: dict[str, str]) -> bytes:
        asked.append(headers)
        return ok(b"picture")

    async with a_server(reply) as port:
        url = f"http://pictures.example:{port}/a.png"
        assert await fetch(url, gate=gate_to(port)) == b"picture"

    assert asked[0]["host"] == f"pictures.example:{port}"
    assert "cookie" not in asked[0]


async def test_redirects_are_followed_and_each_is_checked():
    def reply(path: str, headers: dict[str, str]) -> bytes:
        return {
            "/a": moved("/b"), "/b": ok(b"found"), "/inside": moved("http://10.0.0.1/"),
            "/file": moved("file:///etc/passwd"), "/loop": moved("/loop"),
        }[path]  # fmt: skip

    async with a_server(reply) as port:
        base, gate = f"http://pictures.example:{port}", gate_to(port)
        assert await fetch(f"{base}/a", gate=gate) == b"found"
        for path in ("inside", "file"):
            with pytest.raises(ForbiddenAddress):
                await fetch(f"{base}/{path}", gate=gate)
        with pytest.raises(NotFetched, match="too often"):
            await fetch(f"{base}/loop", gate=gate)


async def test_a_body_that_does_not_end_is_cut_off():
    def reply(path: str, headers: dict[str, str]) -> bytes:
        return b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 50_000

    async with a_server(reply) as port:
        with pytest.raises(FileTooLarge):
            await fetch(f"http://pictures.example:{port}/", gate=gate_to(port), most=10_000)


async def test_a_server_that_never_answers_is_left():
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(NotFetched, match="too long"):
            await fetch(f"http://pictures.example:{port}/", gate=gate_to(port), seconds=0.2)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n",
        ok(b"x", "Content-Encoding: gzip"),
        b"not http at all\r\n\r\n",
    ],
)
async def test_anything_but_a_plain_file_is_refused(answer: bytes):
    async with a_server(always(answer)) as port:
        with pytest.raises(NotFetched):
            await fetch(f"http://pictures.example:{port}/", gate=gate_to(port))
