"""Addresses of pictures, and the pictures of one product in order."""

from urllib.parse import urlsplit

from core.catalog.importing.cells import RowCells
from core.catalog.importing.columns import Field
from core.catalog.importing.numbers import Unreadable, read_quantity
from core.catalog.importing.records import ImageRecord

MAX_IMAGES = 100
MAX_ADDRESS = 2_000
MAX_ALT = 300


def read_image_address(text: str) -> str:
    """An http(s) address, or a relative path inside the folder that comes with the file."""
    if len(text) > MAX_ADDRESS or any(letter in text for letter in "\n\t\\"):
        raise Unreadable("The image address cannot be used.")
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise Unreadable(f"“{text[:80]}” is not an image address.") from error
    is_web = is_web_address(text) and bool(parts.hostname)
    segments = text.split("/")
    is_relative = not parts.scheme and not text.startswith("/") and ".." not in segments
    if not is_web and not is_relative:
        raise Unreadable(f"“{text[:80]}” is not a web address.")
    return text


def is_web_address(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def read_image(cells: RowCells, *, after: int) -> ImageRecord | None:
    """The row's image; without a position of its own it comes ``after`` the last one."""
    url = cells.optional(Field.IMAGE, read_image_address)
    if url is None:
        return None
    position = cells.optional(Field.IMAGE_POSITION, read_quantity)
    return ImageRecord(
        url=url,
        position=after + 1 if position is None else position,
        alt=cells.shortened(Field.IMAGE_ALT, MAX_ALT),
        row=cells.number,
    )


def in_order(images: list[ImageRecord]) -> tuple[ImageRecord, ...]:
    """Sorted and numbered from 1; an address that comes twice stays once."""
    ordered = sorted(images, key=lambda image: image.position)
    unique = {image.url: image for image in reversed(ordered)}
    kept = [image for image in ordered if unique[image.url] is image]
    return tuple(
        ImageRecord(image.url, position, image.alt, image.row)
        for position, image in enumerate(kept, start=1)
    )
