"""A column whose text is sealed on its way into the database and opened on its way out."""

from functools import cache
from typing import Any

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from core.kernel.sealed import KeyRing
from core.settings import settings


@cache
def key_ring() -> KeyRing:
    chosen = settings()
    if lines := chosen.sealing_keys.get_secret_value():
        return KeyRing.read(lines.split(","))
    return KeyRing.derived(chosen.secret_key.get_secret_value())


class SealedText(TypeDecorator[str]):
    """Equal texts are sealed differently each time: such a column is neither compared nor
    searched.
    """

    impl = Text
    cache_ok = True

    def __init__(self, purpose: str = "") -> None:
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else key_ring().seal(value, self.purpose)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else key_ring().open(value, self.purpose)
