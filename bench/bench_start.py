"""How long a market takes to start: the first time, and every time after.

    .venv/bin/python -m bench.bench_start [--port 3700] [--rebuild]

Starts ``ecomarket up`` in a temporary home on three ports from ``--port`` on, waits until all
three apps say that they are ready, ends it with Ctrl-C's signal, and starts it again; then asks
for its pages over HTTP. Pages that are compiled already are kept, unless ``--rebuild`` removes
them first.
"""

import argparse
import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import httpx

from bench.bench_pages import over_http
from core.runtime.build import BUILDS, is_built
from core.settings import ROOT, AppName

LONGEST_START = 900.0
LONGEST_STOP = 60.0
PORTS = {
    AppName.STOREFRONT: "STOREFRONT_PORT",
    AppName.ADMIN: "ADMIN_PORT",
    AppName.VENDOR_PORTAL: "VENDOR_PORT",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=3700)
    parser.add_argument("--rebuild", action="store_true")
    chosen = parser.parse_args()
    if chosen.rebuild:
        shutil.rmtree(BUILDS, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="ecomarket-bench-") as folder:
        environment = environment_of(Path(folder), chosen.port)
        compiled = all(is_built(app) for app in AppName)
        pages = "pages compiled before" if compiled else "pages compiled on the way"
        report(f"first start, {pages}", start_and_stop(environment, chosen.port))
        url = f"http://127.0.0.1:{chosen.port}"
        again = start_and_stop(environment, chosen.port, lambda: asyncio.run(over_http(url, 5)))
        report("second start", again)


def report(name: str, seconds: tuple[float, float]) -> None:
    ready, stopped = seconds
    print(f"{name:44} {ready:6.1f} s until ready, {stopped:5.1f} s to stop")


def environment_of(home: Path, port: int) -> dict[str, str]:
    ports = {name: str(port + offset) for offset, name in enumerate(PORTS.values())}
    return {**os.environ, **ports, "ECOMARKET_HOME": str(home)}


def start_and_stop(
    environment: Mapping[str, str], port: int, meanwhile: Callable[[], None] = lambda: None
) -> tuple[float, float]:
    log = Path(environment["ECOMARKET_HOME"]) / "up.log"
    with log.open("ab") as output:
        began = time.perf_counter()
        market = subprocess.Popen(
            [sys.executable, "-m", "core.cli", "up"],
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            wait_until_ready(market, port, log)
            ready = time.perf_counter() - began
            meanwhile()
        finally:
            ending = time.perf_counter()
            market.send_signal(signal.SIGINT)
            market.wait(LONGEST_STOP)
    return ready, time.perf_counter() - ending


def wait_until_ready(market: subprocess.Popen[bytes], port: int, log: Path) -> None:
    ends = time.monotonic() + LONGEST_START
    waiting = {f"http://127.0.0.1:{port + offset}/readyz" for offset in range(len(PORTS))}
    while waiting:
        if market.poll() is not None or time.monotonic() > ends:
            raise SystemExit(f"It did not start:\n{log.read_text()[-3000:]}")
        waiting = {url for url in waiting if not is_ready(url)}
        time.sleep(0.1)


def is_ready(url: str) -> bool:
    try:
        return httpx.get(url, timeout=5).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


if __name__ == "__main__":
    main()
