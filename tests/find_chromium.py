"""Print the path of a Chromium for the browser journeys, installing one if there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def installed() -> str | None:
    chosen = os.environ.get("ECOMARKET_CHROMIUM", "")
    if Path(chosen).is_file():
        return chosen
    return next((path for path in map(shutil.which, NAMES) if path), None) or of_playwright()


def of_playwright() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def install() -> None:
    """Playwright's own build first; on Debian, as root, the distribution's."""
    aside = {"stdout": sys.stderr}
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.run(command, check=False, **aside).returncode == 0 and of_playwright():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-q"], check=False, **aside)
        subprocess.run(["apt-get", "install", "-q", "-y", "chromium"], check=False, **aside)


def main() -> None:
    if not installed():
        sys.stderr.write("No Chromium found: installing one for the browser journeys ...\n")
        install()
    path = installed()
    if path is None:
        sys.exit("No Chromium. Install one, or name it: ECOMARKET_CHROMIUM=/path/to/chromium")
    sys.stdout.write(path + "\n")


if __name__ == "__main__":
    main()
