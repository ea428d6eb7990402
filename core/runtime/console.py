"""What a person sees while the market starts and runs."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress as Bar
from rich.table import Table

COLORS = {
    "storefront": "green",
    "admin": "magenta",
    "vendor_portal": "cyan",
    "worker": "yellow",
    "postgres": "blue",
    "valkey": "red",
}
WIDEST_NAME = max(map(len, COLORS))


class Progress:
    """Steps with their time, then one prefixed line for whatever a process says."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False, soft_wrap=True)

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        started = time.monotonic()
        if self.console.is_terminal:
            with self.console.status(f"{title} ..."):
                yield
        else:
            self.console.print(f"... {title}")
            yield
        self.console.print(f"[green]ok[/]  {title}  [dim]{time.monotonic() - started:.1f} s[/]")

    @contextmanager
    def counter(self, title: str) -> Iterator[Callable[[int, int], None]]:
        """Yields what to call with how much is done, and of how much (0: not known yet)."""
        with Bar(console=self.console, disable=not self.console.is_terminal) as bar:
            task = bar.add_task(title, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total or None)

    def say(self, name: str, line: str) -> None:
        color = COLORS.get(name, "white")
        self.console.print(f"[{color}]{name:<{WIDEST_NAME}}[/] [dim]|[/] {escape(line)}")

    def note(self, line: str) -> None:
        self.console.print(escape(line))

    def table(self, title: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
        table = Table(*columns, title=title, title_justify="left", title_style="bold")
        for row in rows:
            table.add_row(*map(escape, row))
        self.console.print(table)
