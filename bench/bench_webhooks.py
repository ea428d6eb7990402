"""How fast gateways' notices are acknowledged.

    .venv/bin/python -m bench.bench_webhooks [--per-second 500] [--seconds 10]

Sends signed notices of the sandbox bank to the webhook's route on a real socket, so many a
second whether or not the earlier ones were answered, and counts what was stored.
"""

import argparse
import asyncio
import json
import time

import httpx
from fastapi import FastAPI
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server
from sqlalchemy import text

from bench.measure import database, market_of_its_own
from core.api import webhooks
from core.db.session import read_session
from core.jobs.app import close_jobs, open_jobs
from core.kernel.clock import utc_now
from core.kernel.ids import new_id
from core.payments.sandbox_gateway.signature import HEADER, sign
from core.settings import settings

PORT = 4399


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--per-second", type=int, default=500)
    parser.add_argument("--seconds", type=int, default=10)
    chosen = parser.parse_args()
    with market_of_its_own():
        asyncio.run(acknowledge(chosen.per_second, chosen.seconds))


async def acknowledge(per_second: int, seconds: int) -> None:
    app = FastAPI()
    app.include_router(webhooks.router)
    async with database():
        await open_jobs(settings().database_url)
        server = Server(app, port=PORT, interface=Interfaces.ASGI, log_level=LogLevels.error)
        serving = asyncio.create_task(server.serve())
        await asyncio.sleep(1)
        limits = httpx.Limits(max_connections=64, max_keepalive_connections=64)
        async with httpx.AsyncClient(limits=limits, timeout=30, trust_env=False) as client:
            await send(client, 100, per_second)  # connections open, statements prepared
            took = await send(client, per_second * seconds, per_second)
        server.stop()
        await serving
        async with read_session() as session:
            found = await session.exec(text("SELECT count(*) FROM webhook_receipts"))
            kept = found.scalar_one()
        await close_jobs()
    answered = sorted(took)
    p50, p95, p99 = (answered[len(answered) * part // 100] * 1000 for part in (50, 95, 99))
    print(f"{len(took):,} notices at {per_second} a second, {kept - 100:,} kept once each")
    print(f"acknowledged: median {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms")


async def send(client: httpx.AsyncClient, count: int, per_second: int) -> list[float]:
    began = time.perf_counter()
    tasks: list[asyncio.Task[float]] = []
    for number in range(count):
        due = began + number / per_second
        await asyncio.sleep(max(0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(one(client)))
    return await asyncio.gather(*tasks)


async def one(client: httpx.AsyncClient) -> float:
    body = json.dumps(
        {
            "id": f"evt_{new_id()}",
            "type": "payment.captured",
            "created_at": utc_now().isoformat(),
            "data": {"session": f"ses_{new_id()}"},
        }
    ).encode()
    secret = settings().sandbox_webhook_secret.get_secret_value()
    headers = {HEADER: sign(secret, int(time.time()), body)}
    began = time.perf_counter()
    answer = await client.post(
        f"http://127.0.0.1:{PORT}/webhooks/sandbox", content=body, headers=headers
    )
    assert answer.status_code == 204
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
