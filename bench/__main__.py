"""Run every measurement, and write what it said into ``bench/README.md``."""

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
    "Reads, 320 products": ("bench.bench_reads",),
    "Reads, 5,000 products": ("bench.bench_reads", "--scale", "m"),
    "Search": ("bench.bench_search",),
    "Import": ("bench.bench_import",),
    "Start": ("bench.bench_start",),
}


def main() -> None:
    wanted = set(sys.argv[1:])
    said = [f"{machine()}\n"]
    for title, command in MEASUREMENTS.items():
        if wanted and title not in wanted:
            continue
        print(f"\n{title}: python -m {' '.join(command)}")
        said.append(f"### {title}\n\n```\n{measured(command)}\n```\n")
    figures = "\n".join(said)
    text = README.read_text()
    block = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    README.write_text(block.sub(lambda _: f"{BEGIN}\n{figures}{END}", text))


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
            print(line, end="")
            lines.append(line.rstrip())
    if process.returncode:
        raise SystemExit(f"{command[0]} failed")
    return "\n".join(lines)


def machine() -> str:
    load = os.getloadavg()[0]
    return (
        f"{datetime.now(UTC):%d %B %Y}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}; "
        f"{load:.1f} processes were running before the first measurement."
    )


if __name__ == "__main__":
    main()
