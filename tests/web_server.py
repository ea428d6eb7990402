"""Somebody else's web server, on this machine, and a gate that lets our fetching reach it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from core.media.fetch import Gate

Reply = Callable[[str, dict[str, str]], bytes]


@asynccontextmanager
async def a_server(reply: Reply) -> AsyncIterator[int]:
    """A web server on this machine; ``reply`` makes the whole answer."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
        writer.write(reply(head[0].split(" ")[1], headers))
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


def ok(body: bytes, *headers: str) -> bytes:
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def moved(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


async def to_this_machine(host: str, port: int) -> Sequence[str]:
    return ["127.0.0.1"] if host == "pictures.example" else ["10.0.0.1"]


def gate_to(port: int) -> Gate:
    return Gate(to_this_machine, lambda address: address == "127.0.0.1", frozenset({port}))


def always(answer: bytes) -> Reply:
    return lambda _path, _headers: answer
