"""What our processes write, one line an entry, and the files it is kept in."""

import logging
import sys
from pathlib import Path
from typing import TextIO

from core.settings import settings

LARGEST = 10_000_000
NOISY = ("alembic.runtime.plugins", "asyncio", "httpx", "PIL", "procrastinate")


def configure_logging() -> None:
    logging.basicConfig(
        level=settings().log_level.upper(),
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        datefmt="%H:%M:%S",
        stream=sys.stderr,
        force=True,
    )
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)


def open_log(path: Path) -> TextIO:
    """Append to a log, keeping one older file once it has grown to 10 MB."""
    if path.exists() and path.stat().st_size > LARGEST:
        path.replace(path.with_suffix(".old.log"))
    return path.open("a", encoding="utf-8", errors="replace")
