"""Build the three frontends: once for the same sources, however often the market starts."""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from core.runtime.locks import exclusive
from core.runtime.logs import open_log
from core.runtime.paths import Home
from core.runtime.service_worker import write_service_worker
from core.settings import ROOT, AppName, settings

BUILDS = ROOT / ".build"
LOCK = "reflex.lock"
SHARED_SOURCES = ("rxconfig.py", ".npmrc", "assets", "core/ui")
# Pages are compiled with the classes of the core in scope: what these say can reach a page.
PAGE_FACTS = (
    "core/kernel", "core/settings.py", "core/api/app.py", "core/runtime/service_worker",
)  # fmt: skip
NEEDED_BUN = (1, 4, 4)


class BuildFailed(Exception):
    def __init__(self, name: AppName, log: Path) -> None:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
        super().__init__(f"The pages of {name} could not be built. The end of {log}:\n{tail}")


def web_folder(name: AppName) -> Path:
    return BUILDS / name / ".web"


def is_built(name: AppName) -> bool:
    pages = web_folder(name) / "build" / "client" / "index.html"
    stamp = _stamp(name)
    return (
        pages.is_file()
        and stamp.is_file()
        and stamp.read_text() == _sources(name) + _digest(LOCK)
    )


def build(name: AppName) -> bool:
    """Export the compiled pages of ``name``, unless they are up to date. True if it did.

    Blocks for as long as another process builds the same app.
    """
    log = Home(settings().home).logs / f"build-{name}.log"
    folder = BUILDS / name
    folder.mkdir(parents=True, exist_ok=True)
    with exclusive(folder / "build.lock", wait=True):
        if is_built(name):
            return False
        sources = _sources(name)
        _stamp(name).unlink(missing_ok=True)
        command = [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"]
        with open_log(log) as output:
            done = subprocess.run(
                command,
                cwd=ROOT,
                env=build_environment(name),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                check=False,
            )
        if done.returncode:
            raise BuildFailed(name, log)
        if name is AppName.STOREFRONT:
            write_service_worker(web_folder(name) / "build" / "client")
        # The sources as they were before; the lock as the package manager left it.
        _stamp(name).write_text(sources + _digest(LOCK))
        return True


def build_environment(name: AppName) -> dict[str, str]:
    """Node comes with the Python packages; a bun that is new enough is faster."""
    scripts = sysconfig.get_path("scripts")
    chosen = {
        "PATH": f"{scripts}{os.pathsep}{os.environ.get('PATH', '')}",
        "ECOMARKET_APP": name,
        "REFLEX_WEB_WORKDIR": str(web_folder(name)),
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "NO_COLOR": "1",
    }
    if _has_bun():
        chosen["REFLEX_USE_SYSTEM_BUN"] = "true"
    else:
        chosen["REFLEX_USE_NPM"] = "1"
    return os.environ | chosen


def _sources(name: AppName) -> str:
    """Changes with anything that the pages of ``name`` are made of."""
    return _digest(name, *SHARED_SOURCES, *PAGE_FACTS)


def _digest(*parts: str) -> str:
    digest = hashlib.sha256(version("reflex").encode())
    for part in parts:
        for path in _files(ROOT / part):
            digest.update(f"{path.relative_to(ROOT)}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    for child in sorted(path.iterdir()) if path.is_dir() else ():
        if child.name not in {"__pycache__", "external"}:
            yield from _files(child)


def _stamp(name: AppName) -> Path:
    return BUILDS / name / "built"


def _has_bun() -> bool:
    program = shutil.which("bun")
    if program is None:
        return False
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    try:
        found = tuple(int(part) for part in answer.stdout.strip().split("."))
    except ValueError:
        return False
    return found >= NEEDED_BUN


if __name__ == "__main__":
    try:
        build(AppName(sys.argv[1]))
    except BuildFailed as error:
        sys.exit(str(error))
