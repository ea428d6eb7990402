"""Collections and materials as tiles."""

from dataclasses import dataclass, field
from typing import Any, Self

import reflex as rx

from core.catalog.guide_queries import CollectionData, MaterialData
from core.ui.components.link import internal_link
from core.ui.components.media import ImageView, media_image
from core.ui.format import quantity
from core.ui.values import Items
from storefront.components.pictures import image_view


@dataclass(frozen=True, slots=True)
class GuideTile:
    """``others`` are the second and third picture of a collection."""

    name: str = ""
    href: str = ""
    intro: str = ""
    count: str = ""
    image: ImageView = field(default_factory=ImageView)
    others: list[ImageView] = field(default_factory=list[ImageView])

    @classmethod
    def of_collection(cls, data: CollectionData) -> Self:
        views = [image_view(image, data.title) for image in data.images]
        return cls(
            data.title, f"/collections/{data.slug}", data.intro, quantity(data.pieces, "piece"),
            views[0] if views else ImageView(), views[1:],
        )  # fmt: skip

    @classmethod
    def of_material(cls, data: MaterialData) -> Self:
        return cls(
            data.name, f"/materials/{data.slug}", data.intro, quantity(data.pieces, "piece"),
            image_view(data.image, data.name) if data.image else ImageView(),
        )  # fmt: skip


def material_tiles(tiles: Items) -> rx.Component:
    return rx.el.ul(rx.foreach(tiles, _material), class_name="material-grid")


def collection_tiles(tiles: Items, *, heading: Any = rx.el.h2) -> rx.Component:
    return rx.el.ul(
        rx.foreach(tiles, lambda tile: _collection(tile, heading)), class_name="collection-grid"
    )


def _material(tile: Any) -> rx.Component:
    return rx.el.li(
        media_image(tile.image, ratio="square", sizes="(width < 40rem) 50vw, 16vw"),
        rx.el.h3(internal_link(tile.name, href=tile.href), class_name="product-card-name"),
        rx.el.p(tile.count, class_name="text-small text-muted"),
        class_name="product-card",
    )


def _collection(tile: Any, heading: Any) -> rx.Component:
    pictures = rx.el.div(
        media_image(tile.image, sizes="(width < 40rem) 66vw, 22vw"),
        rx.el.div(
            rx.foreach(
                tile.others,
                lambda image: media_image(
                    image, ratio="square", sizes="(width < 40rem) 33vw, 11vw"
                ),
            )
        ),
        class_name="collection-pictures",
    )
    return rx.el.li(
        pictures,
        heading(internal_link(tile.name, href=tile.href), class_name="product-card-name"),
        rx.el.p(tile.intro, class_name="text-muted"),
        rx.el.p(tile.count, class_name="text-small text-muted"),
        class_name="product-card",
    )
