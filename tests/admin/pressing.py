"""Handlers that yield while they work: what a press of a button gives."""


async def press(steps):
    """Every step that has something to say, in order."""
    return [step async for step in steps if step is not None]
