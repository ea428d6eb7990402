"""Line drawings for empty pages: ink, one and a half pixels, nothing that grins."""

from typing import Literal

import reflex as rx

Drawing = Literal["box", "loom", "ledger", "thread", "shelf"]

_PATHS: dict[Drawing, tuple[str, ...]] = {
    "box": (
        "M16 38 48 26l32 12v34L48 84 16 72Z",
        "M16 38l32 12 32-12M48 50v34",
        "M16 38 6 50l32 12 10-12M80 38l10 12-32 12-10-12",
    ),
    "loom": (
        "M14 12h68M14 84h68M20 12v72M76 12v72",
        "M28 12v72M36 12v72M44 12v72M52 12v72M60 12v72M68 12v72",
        "M20 70h56M20 64h56M20 58h56",
        "M26 44c8-5 36-5 44 0-8 5-36 5-44 0Z",
    ),
    "ledger": (
        "M48 22c-8-6-22-8-36-6v56c14-2 28 0 36 6 8-6 22-8 36-6V16c-14-2-28 0-36 6Z",
        "M48 22v56",
        "M20 30c7-1 14 0 20 2M20 40c7-1 14 0 20 2M20 50c7-1 14 0 20 2",
        "M56 32c6-2 13-3 20-2",
    ),
    "thread": (
        "M30 18h36M30 78h36M34 18v60M62 18v60",
        "M34 30l28-6M34 40l28-6M34 50l28-6M34 60l28-6M34 70l28-6",
        "M62 64c14 2 4 18 20 16 8-1 8-10 2-10",
    ),
    "shelf": (
        "M10 44h76M10 80h76M18 44v8M78 44v8M18 80v6M78 80v6",
        "M26 44c-4-8 0-14 2-18h8c2 4 6 10 2 18Z",
        "M54 44V30h18v14",
    ),
}


def drawing(name: Drawing) -> rx.Component:
    return rx.el.svg(
        *[rx.el.path(d=path) for path in _PATHS[name]],
        view_box="0 0 96 96",
        class_name="drawing",
        aria_hidden="true",
    )
