"""Run every measurement, and write what it said into ``bench/README.md``.

    .venv/bin/python -m bench [TITLE ...]

With titles only those are measured; the figures of the others stay as they are.
"""

import os
import platform
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from core.settings import ROOT

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
MEASUREMENTS = {
    "Checkout": ("bench.bench_checkout",),
    "Webhooks": ("bench.bench_webhooks",),
    "Reads": ("bench.bench_reads",),
    "Reads of 5,000 products": ("bench.bench_reads", "--scale", "m"),
    "Search": ("bench.bench_search",),
    "Search of 100,000 products": (
        "bench.bench_search",
        "--products",
        "100000",
        "--rounds",
        "50",
    ),
    "Suggestions": ("bench.bench_suggest",),
    "Rebuilding the index": ("bench.bench_reindex",),
    "Rebuilding the index of 100,000 products": ("bench.bench_reindex", "--times", "20"),
    "Import": ("bench.bench_import",),
    "Start": ("bench.bench_start",),
    "Load": ("bench.bench_load",),
    "Lighthouse": ("bench.lighthouse",),
}


def main() -> None:
    wanted = sys.argv[1:] or list(MEASUREMENTS)
    if unknown := set(wanted) - MEASUREMENTS.keys():
        raise SystemExit(f"Choose from {', '.join(MEASUREMENTS)}, not {', '.join(unknown)}.")
    text = README.read_text()
    before, figures, after = re.split(f"{BEGIN}|{END}", text)
    section = re.compile(r"^### (.+?)\n\n(.+?)(?=\n### |\Z)", re.DOTALL | re.MULTILINE)
    known = dict(section.findall(figures))
    for title in wanted:
        print(f"\n{title}: python -m {' '.join(MEASUREMENTS[title])}")
        known[title] = f"{machine()}\n\n```\n{measured(MEASUREMENTS[title])}\n```\n"
        shown = [f"### {name}\n\n{known[name]}" for name in MEASUREMENTS if name in known]
        README.write_text(f"{before}{BEGIN}\n" + "\n".join(shown) + f"{END}{after}")


def measured(command: tuple[str, ...]) -> str:
    """What it prints, shown while it runs. A measurement that fails ends the run."""
    lines: list[str] = []
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            lines.append(line.rstrip())
    if process.returncode:
        raise SystemExit(f"{command[0]} failed")
    return "\n".join(lines)


def machine() -> str:
    return (
        f"{datetime.now(UTC):%d %B %Y}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, "
        f"load {os.getloadavg()[0]:.1f} before"
    )


if __name__ == "__main__":
    main()
