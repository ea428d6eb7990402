"""Pictures of the catalog as the kit shows them."""

from collections.abc import Iterable

from core.catalog.read_models import ProductImageData
from core.media.picture import Picture
from core.ui.components.media import ImageView

WIDTH, HEIGHT = 720, 900  # the shape of a listing picture, for one whose size is unknown


def picture_view(picture: Picture | None, alt: str) -> ImageView:
    if picture is None:
        return ImageView()
    return ImageView(
        src=picture.url(720),
        alt=alt,
        width=picture.width or WIDTH,
        height=picture.height or HEIGHT,
        avif=_whole(picture, "avif"),
        webp=picture.srcset("webp"),
        color=picture.placeholder,
    )


def image_view(image: ProductImageData, title: str) -> ImageView:
    """A picture that nobody has described yet is at least called what it shows."""
    return picture_view(image.picture, image.alt or title)


def first_image(images: Iterable[ProductImageData], title: str) -> ImageView:
    return next((image_view(image, title) for image in images), ImageView())


def _whole(picture: Picture, image_format: str) -> str:
    """A format is offered when it has every width; else wide screens would get a small one."""
    widths = {source.width for source in picture.sources if source.format == image_format}
    others = {source.width for source in picture.sources}
    return picture.srcset(image_format) if widths == others else ""
