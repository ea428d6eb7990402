"""Parts of a page that fail by themselves: the others stay."""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import read_session
from core.kernel.errors import DomainError

T = TypeVar("T")
log = logging.getLogger(__name__)


async def attempt(read: Callable[[AsyncSession], Awaitable[T]]) -> T | None:
    """What ``read`` finds, or None when it breaks; a refusal of the core is for the page."""
    try:
        async with read_session() as session:
            return await read(session)
    except DomainError:
        raise
    except Exception:
        log.exception("A part of a page did not load")
        return None
