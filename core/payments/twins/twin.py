"""What the stand-ins have in common."""

import asyncio
import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

Json = dict[str, Any]
Work = Callable[[], Any]
Webhook = tuple[bytes, dict[str, str]]


class Refusal(Exception):
    """An answer in the 400s, in the gateway's own words."""

    def __init__(self, status: int, body: Any) -> None:
        super().__init__(str(body))
        self.status = status
        self.body = body


@dataclass(frozen=True)
class Exchange:
    """What was said, and what was answered; ``body`` is the request's, as it came."""

    method: str
    path: str
    query: str
    form: str
    status: int
    body: Any

    @property
    def json(self) -> Any:
        return json.loads(self.form) if self.form else None


@dataclass
class Twin(ABC):
    """``notify_url`` is told of events, if there is one; ``sent`` keeps them in any case."""

    origin: str
    notify_url: str = ""
    kept: dict[str, tuple[str, int, Any]] = field(default_factory=dict)
    exchanges: list[Exchange] = field(default_factory=list)
    sent: list[Webhook] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @abstractmethod
    def app(self) -> FastAPI:
        """The gateway's addresses."""

    def answered(self, request: Request, form: str, status: int, body: Any) -> Response:
        body = json.loads(json.dumps(body))
        url = request.url
        self.exchanges.append(Exchange(request.method, url.path, url.query, form, status, body))
        return Response(status_code=status) if body is None else JSONResponse(body, status)

    def once(self, key: str | None, request: str, work: Work, reused: Any) -> tuple[int, Any]:
        """One effect and one answer per key; ``reused`` is said to a key with another
        request.
        """
        fingerprint = hashlib.sha256(request.encode()).hexdigest()
        if key is not None and key in self.kept:
            known, status, body = self.kept[key]
            return (status, body) if known == fingerprint else reused
        try:
            status, body = 200, work()
        except Refusal as refusal:
            status, body = refusal.status, refusal.body
        if isinstance(body, tuple):
            status, body = body
        if key is not None:
            self.kept[key] = (fingerprint, status, json.loads(json.dumps(body)))
        return status, body

    def tell(self, body: bytes, headers: dict[str, str]) -> None:
        self.sent.append((body, headers))
        if self.notify_url:
            task = asyncio.get_running_loop().create_task(self._deliver(body, headers))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _deliver(self, body: bytes, headers: dict[str, str]) -> None:
        sent = {"Content-Type": "application/json", **headers}
        async with httpx.AsyncClient(trust_env=False) as client:
            for pause in (0, 1, 5, 30):
                await asyncio.sleep(pause)
                try:
                    answer = await client.post(self.notify_url, content=body, headers=sent)
                except httpx.HTTPError:
                    continue
                if answer.is_success:
                    return


def page(title: str, button: str, status: int = 200, extra: str = "") -> HTMLResponse:
    """A page that a buyer sees at the gateway; it works without JavaScript."""
    form = f"<form method=post><button>{button}</button>{extra}</form>" if button else ""
    return HTMLResponse(
        f"<!doctype html><html lang=en><title>{title}</title><h1>{title}</h1>{form}", status
    )
