"""The views of a product."""

from typing import Any

import reflex as rx

from core.ui.components.react.wrappers import GalleryElement
from core.ui.values import Text


def gallery(images: rx.Var[Any] | list[Any], *, label: Text) -> rx.Component:
    """``images`` are ``ImageView``s; when the first one changes the gallery starts again."""
    return GalleryElement.create(
        images=images, label=label, sizes="(width < 64rem) 100vw, 46rem"
    )
