"""Child processes that never outlive their parent."""

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def spawn_options(
    *, user: str | None = None, on_parent_death: signal.Signals = signal.SIGTERM
) -> dict[str, Any]:
    """Arguments for ``subprocess.Popen`` and ``asyncio.create_subprocess_exec``.

    The child leads a process group of its own, so that Ctrl-C reaches only the supervisor, and
    the kernel signals it when the spawning thread ends, even by ``kill -9``. Call from the main
    thread: the kernel watches the thread, not the process.
    """
    options: dict[str, Any] = {
        "process_group": 0,
        "preexec_fn": _die_with(os.getpid(), on_parent_death),
    }
    return options | ({"user": user, "group": user, "extra_groups": []} if user else {})


def _die_with(parent: int, death_signal: signal.Signals) -> Callable[[], None]:
    def prepare() -> None:
        if _libc is not None:
            _libc.prctl(_PR_SET_PDEATHSIG, int(death_signal))
        if os.getppid() != parent:  # it died before the request above
            os._exit(1)

    return prepare


def end_with_parent() -> None:
    """Where the kernel has no such signal (macOS), a thread watches for the parent's end."""
    if _libc is not None:
        return
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(10)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
