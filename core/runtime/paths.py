"""Where a market keeps its files: everything of one installation lies in its home."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

LONGEST_SOCKET = 90  # sun_path is 104 bytes on macOS, 108 on Linux; PostgreSQL adds ``.lock``


@dataclass(frozen=True, slots=True)
class Home:
    """Folders and lock files below ``ECOMARKET_HOME``."""

    root: Path

    @property
    def postgres(self) -> Path:
        return self.root / "postgres"

    @property
    def valkey(self) -> Path:
        return self.root / "valkey"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def supervisor_lock(self) -> Path:
        return self.root / "supervisor.lock"

    @property
    def engines_lock(self) -> Path:
        return self.root / "engines.lock"

    @property
    def users_lock(self) -> Path:
        return self.root / "engines.users"

    @property
    def run(self) -> Path:
        """Folder of the sockets: in the home, or a short one elsewhere for a long home."""
        inside = self.root / "run"
        if len(os.fsencode(inside / "pg" / ".s.PGSQL.5432")) <= LONGEST_SOCKET:
            return inside
        digest = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:10]
        return Path(tempfile.gettempdir()) / f"ecomarket-{os.getuid()}-{digest}"

    @property
    def renderer_socket(self) -> Path:
        return self.run / "renderer.sock"

    def create(self) -> None:
        """Make the folders. Other users may pass through (the database server of a root
        installation is another user) but not look in.
        """
        for folder in (self.root, self.run):
            folder.mkdir(mode=0o711, parents=True, exist_ok=True)
        for folder in (self.valkey, self.logs):
            folder.mkdir(mode=0o700, exist_ok=True)
        if self.run.stat().st_uid != os.getuid():
            raise PermissionError(f"{self.run} belongs to somebody else")
