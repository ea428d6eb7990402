"""A workshop's woven edge, made from its id: the same stripe wherever the workshop appears."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

DYES = ("woad", "madder", "weld", "moss", "walnut")
GROUND = "ground"
COUNTS = (7, 9, 11)
GROUND_WIDTHS = (2, 3, 4)
DYED_WIDTHS = (2, 3, 4, 6, 8)
CENTER_WIDTHS = (3, 4, 6)


@dataclass(frozen=True, slots=True)
class Thread:
    """``color`` is a dye or the ground, ``width`` is in pixels."""

    color: str
    width: int


def threads(vendor_id: UUID) -> tuple[Thread, ...]:
    """Seven to eleven threads, mirrored about the center; dyed ones and ground take turns."""
    weaver = random.Random(vendor_id.int)  # noqa: S311  a pattern, not a secret
    lead, second, third = weaver.sample(DYES, 3)
    half: list[Thread] = []
    for place in range(weaver.choice(COUNTS) // 2):
        if place % 2:
            half.append(Thread(GROUND, weaver.choice(GROUND_WIDTHS)))
        else:
            (dye,) = weaver.choices([lead, second, third], [5, 3, 2])
            half.append(Thread(dye, weaver.choice(DYED_WIDTHS)))
    color = second if half[-1].color == GROUND else GROUND
    center = Thread(color, weaver.choice(CENTER_WIDTHS))
    return (*half, center, *reversed(half))


def css(vendor_id: UUID) -> str:
    """The stripe as a CSS background. Colors stay variables, so that it follows the theme."""
    return gradient(threads(vendor_id), lambda dye: f"var(--thread-{dye}, var(--{dye}))")


def gradient(woven: Sequence[Thread], color_of: Callable[[str], str]) -> str:
    """Threads side by side, again and again."""
    stops: list[str] = []
    x = 0
    for thread in woven:
        stops.append(f"{color_of(thread.color)} {x}px {x + thread.width}px")
        x += thread.width
    return f"repeating-linear-gradient(90deg, {', '.join(stops)})"
