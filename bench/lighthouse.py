"""Lighthouse on the production shop: a phone, the median of several runs.

    .venv/bin/python -m bench.lighthouse [--url http://localhost:3000] [--runs 5]

Measures the shop at ``--url``, or starts one. Lighthouse comes from npm into
``.build/lighthouse``; the browser is the one that the journeys use. A page that misses its
target is marked, and the
program then ends with 1.
"""

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from core.runtime.build import BUILDS, build
from core.settings import ROOT, AppName
from tests.find_chromium import installed

VERSION = "13.5.0"
FOLDER = BUILDS / "lighthouse"
PAGES = {"home": "/", "category": "/c/vases", "product": "/p/cavado-bottle-vase"}
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --disable-background-networking"
)
START_WITHIN = 600.0
KB = 1024


@dataclass(frozen=True, slots=True)
class Target:
    """``most`` or ``least`` of a figure."""

    name: str
    limit: float
    is_least: bool = False
    digits: int = 0

    def met(self, figure: float) -> bool:
        return figure >= self.limit if self.is_least else figure <= self.limit

    def show(self, figure: float) -> str:
        mark = "" if self.met(figure) else " !"
        return f"{figure:.{self.digits}f}{mark}"


TARGETS = {
    "performance": Target("performance", 95, is_least=True),
    "accessibility": Target("accessibility", 100, is_least=True),
    "best-practices": Target("best practices", 95, is_least=True),
    "seo": Target("SEO", 100, is_least=True),
    "lcp": Target("LCP s", 2.3, digits=2),
    "cls": Target("CLS", 0.02, digits=3),
    "tbt": Target("TBT ms", 200),
    "script": Target("JS KB", 240),
    "stylesheet": Target("CSS KB", 30),
    "font": Target("fonts KB", 82),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--pages", nargs="*", default=list(PAGES), choices=list(PAGES))
    chosen = parser.parse_args()
    program = install()
    if chosen.url:
        found = measure(program, chosen.url, chosen.pages, chosen.runs)
    else:
        with shop() as url:
            found = measure(program, url, chosen.pages, chosen.runs)
    show(found, chosen.runs)
    if not all(
        TARGETS[name].met(value) for page in found.values() for name, value in page.items()
    ):
        raise SystemExit(1)


def measure(
    program: Path, url: str, pages: list[str], runs: int
) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for page in pages:
        address = url + PAGES[page]
        httpx.get(
            address, timeout=60
        )  # the first visitor waits for what is compiled and cached
        figures = [run(program, address) for _ in range(runs)]
        found[page] = {
            name: statistics.median(each[name] for each in figures) for name in TARGETS
        }
    return found


def run(program: Path, address: str) -> dict[str, float]:
    """One visit of a phone, as Lighthouse simulates it."""
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as folder:
        report = Path(folder) / "report.json"
        subprocess.run(
            [
                "node", str(program), address, "--quiet", "--output=json",
                f"--output-path={report}", f"--chrome-flags={FLAGS}",
                "--only-categories=performance,accessibility,best-practices,seo",
            ],
            check=True, env=environment() | {"TMPDIR": folder},
        )  # fmt: skip
        read = json.loads(report.read_text())
        tell_failures(address, read)
        return figures_of(read)


def tell_failures(address: str, report: dict[str, Any]) -> None:
    """Which rules a page breaks, beside its performance: to put them right."""
    for name in ("accessibility", "best-practices", "seo"):
        for ref in report["categories"][name]["auditRefs"]:
            audit = report["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 1:
                items = (audit.get("details") or {}).get("items", [{}])
                first = json.dumps(items[0].get("node", items[0]) if items else {})[:300]
                sys.stderr.write(f"{address}: {audit['title']}: {first}\n")


def figures_of(report: dict[str, Any]) -> dict[str, float]:
    audits, scores = report["audits"], report["categories"]
    sizes = {"script": 0.0, "stylesheet": 0.0, "font": 0.0}
    for item in audits["network-requests"]["details"]["items"]:
        kind = item.get("resourceType", "").lower()
        # What the service worker lays in for later is no part of the first view.
        if kind in sizes and item.get("transferSize") and not _is_laid_in(item):
            sizes[kind] += item["transferSize"] / KB
    return {
        **{name: (scores[name]["score"] or 0) * 100 for name in list(TARGETS)[:4]},
        "lcp": audits["largest-contentful-paint"]["numericValue"] / 1000,
        "cls": audits["cumulative-layout-shift"]["numericValue"],
        "tbt": audits["total-blocking-time"]["numericValue"],
        **sizes,
    }


def show(found: dict[str, dict[str, float]], runs: int) -> None:
    print(f"Lighthouse {VERSION}, mobile, median of {runs}; ! misses its target")
    width = max(len(target.name) for target in TARGETS.values())
    print(" " * width, "    target ", *(f"{page:>10}" for page in found))
    for name, target in TARGETS.items():
        sign = ">=" if target.is_least else "<="
        values = (f"{target.show(page[name]):>10}" for page in found.values())
        print(f"{target.name:{width}}  {sign} {target.limit:>6g} ", *values)


def install() -> Path:
    program = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not program.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / "package.json").write_text("{}")
        npm = shutil.which("npm", path=environment()["PATH"]) or "npm"
        command = [npm, "install", "--no-audit", "--no-fund", f"lighthouse@{VERSION}"]
        subprocess.run(command, cwd=FOLDER, check=True, env=environment(), stdout=sys.stderr)
    return program


def environment() -> dict[str, str]:
    """Node comes with the Python packages."""
    scripts = sysconfig.get_path("scripts")
    browser = installed()
    if browser is None:
        raise SystemExit("No Chromium: set ECOMARKET_CHROMIUM")
    return os.environ | {
        "PATH": f"{scripts}{os.pathsep}{os.environ.get('PATH', '')}",
        "CHROME_PATH": browser,
        "PUPPETEER_SKIP_DOWNLOAD": "1",
    }


@contextmanager
def shop(port: int = 3780) -> Iterator[str]:
    """A whole market in a temporary home, ended like one."""
    for app in AppName:
        build(app)
    with tempfile.TemporaryDirectory(prefix="ecomarket-bench-") as home:
        ports = ("STOREFRONT_PORT", "ADMIN_PORT", "VENDOR_PORT")
        own = {name: str(port + number) for number, name in enumerate(ports)}
        own |= {"ECOMARKET_HOME": home, "DATABASE_URL": "", "REDIS_URL": ""}
        command = [sys.executable, "-m", "core.cli", "up"]
        with subprocess.Popen(
            command, cwd=ROOT, env=os.environ | own, stdout=subprocess.DEVNULL
        ) as market:
            url = f"http://localhost:{port}"
            try:
                _wait_until_ready(url, market)
                yield url
            finally:
                market.send_signal(signal.SIGINT)
                market.wait(60)


def _wait_until_ready(url: str, market: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + START_WITHIN
    while time.monotonic() < ends and market.poll() is None:
        try:
            if httpx.get(f"{url}/readyz", timeout=5).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            pass
        time.sleep(1)
    raise SystemExit("the market did not start")


def _is_laid_in(item: dict[str, Any]) -> bool:
    return item.get("sessionTargetType") in {"service_worker", "worker"}


if __name__ == "__main__":
    main()
