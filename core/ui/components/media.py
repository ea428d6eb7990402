"""Pictures with their room reserved, in the formats the worker made."""

from dataclasses import dataclass
from typing import Any, Literal

import reflex as rx

from core.ui.components.icon import icon
from core.ui.values import Text, inline, sized, when

RATIOS = {
    "portrait": "media media-portrait",
    "square": "media media-square",
    "hero": "media media-hero",
    "free": "media",
}


@dataclass(frozen=True, slots=True)
class ImageView:
    """A picture for the browser. The sets are ``srcset`` strings, "" when a format is
    missing.
    """

    src: str = ""
    alt: str = ""
    width: int = 0
    height: int = 0
    avif: str = ""
    webp: str = ""
    color: str = ""


def media_image(
    image: Any,
    *,
    ratio: Literal["portrait", "square", "hero", "free"] = "portrait",
    sizes: str = "(width < 40rem) 50vw, 25vw",
    eager: bool = False,
) -> rx.Component:
    """An ``ImageView`` or a Var of one. ``eager`` for the largest picture of the first screen:
    loaded first and with priority.
    """
    attributes = {"width": image.width, "height": image.height}
    if eager:
        attributes["fetchPriority"] = "high"
    picture = rx.el.picture(
        when(image.avif, rx.el.source(src_set=image.avif, type="image/avif", sizes=sizes)),
        when(image.webp, rx.el.source(src_set=image.webp, type="image/webp", sizes=sizes)),
        rx.el.img(
            src=image.src,
            alt=image.alt,
            loading="eager" if eager else "lazy",
            decoding="auto" if eager else "async",
            custom_attrs=attributes,
        ),
    )
    return rx.el.div(
        when(image.src, picture, _no_picture()),
        class_name=RATIOS[ratio],
        **_ground(image.color),
    )


def thumbnail(src: Text, alt: Text = "", *, size: int = 56) -> rx.Component:
    """A small square picture for table rows and bag lines."""
    return rx.el.div(
        when(
            src,
            rx.el.img(src=src, alt=alt, loading="lazy", **sized(size, size)),
            _no_picture(),
        ),
        class_name="media media-square",
        **inline(width=f"{size}px", flex="none"),
    )


def _no_picture() -> rx.Component:
    return rx.el.div(
        icon("image", size="large"), class_name="media-empty h-full", aria_hidden="true"
    )


def _ground(color: Text) -> dict[str, Any]:
    """The picture's own mean color while it loads; the market's limewash when it is unknown."""
    if isinstance(color, rx.Var):
        return inline(background=rx.cond(color, color, "var(--media)"))
    return inline(background=color) if color else {}
