"""Leaving for a document outside of the app, once."""

import asyncio
from typing import Any

UNDERWAY_S = 0.2


async def forget_leaving(state: Any) -> None:
    """After ``leave_to`` was sent: a page that is opened again must not send its visitor away
    again.
    """
    await asyncio.sleep(UNDERWAY_S)
    state.leave_to = ""
