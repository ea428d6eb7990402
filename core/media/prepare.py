"""Make a stranger's file safe to keep: recognized by its bytes, decoded within limits, written
anew without metadata. No I/O; run it in a thread.
"""

import json
import struct
import warnings
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps

from core.media.errors import BrokenFile, FileTooLarge, TooManyPixels, UnknownFileType
from core.media.models import MediaKind

MAX_BYTES = 20_000_000
MAX_PIXELS = 50_000_000
MAX_SIDE = 16_000
GLB_HEADER = struct.Struct("<4sII")
GLB_CHUNK = struct.Struct("<I4s")
GLB_VERSION = 2
READABLE = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
_SRGB = ImageCms.createProfile("sRGB")
_DECODING_FAILURES = (
    OSError, SyntaxError, ValueError, struct.error, EOFError, MemoryError, IndexError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is stored: ``data`` is ours, not the bytes that were sent."""

    kind: MediaKind
    mime: str
    extension: str
    data: bytes
    width: int | None = None
    height: int | None = None
    placeholder: str = ""


def prepare(data: bytes) -> Prepared:
    """Raises ``FileTooLarge``, ``UnknownFileType``, ``TooManyPixels`` or ``BrokenFile``."""
    if len(data) > MAX_BYTES:
        raise FileTooLarge(MAX_BYTES)
    if data.startswith(b"glTF"):
        return _model(data)
    if not _looks_like_picture(data):
        raise UnknownFileType
    image = decode(data)
    mime, extension, stored = _encoded(image)
    return Prepared(
        MediaKind.IMAGE, mime, extension, stored, image.width, image.height,
        average_color(image),
    )  # fmt: skip


def decode(data: bytes) -> Image.Image:
    """The first frame, upright, in sRGB, RGB or RGBA. The size is checked before any pixel is
    unpacked.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the limits below are stricter than Pillow's
            with Image.open(BytesIO(data), formats=READABLE) as opened:
                _ensure_size(opened)
                opened.seek(0)
                opened.load()
                return _normalized(opened)
    except Image.DecompressionBombError as error:
        raise TooManyPixels(0, 0) from error
    except _DECODING_FAILURES as error:
        raise BrokenFile from error


def average_color(image: Image.Image) -> str:
    """Shown until the picture is there."""
    flat = Image.new("RGB", image.size, "white")
    flat.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    red, green, blue = flat.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # pyright: ignore[reportGeneralTypeIssues]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _ensure_size(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise TooManyPixels(width, height)


def _normalized(image: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(image)
    has_alpha = "A" in upright.getbands() or "transparency" in upright.info
    target = "RGBA" if has_alpha else "RGB"
    profile = upright.info.get("icc_profile")
    converted = upright.convert(target)
    if profile and upright.mode in {"RGB", "RGBA"}:
        # A profile that makes no sense is dropped with the rest of the metadata.
        with suppress(ImageCms.PyCMSError):
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            ImageCms.profileToProfile(converted, source, _SRGB, inPlace=True)
    converted.info.clear()
    return converted


def _encoded(image: Image.Image) -> tuple[str, str, bytes]:
    """JPEG, or PNG where something is transparent."""
    out = BytesIO()
    if image.mode == "RGBA":
        image.save(out, "PNG", optimize=False)
        return "image/png", "png", out.getvalue()
    image.save(out, "JPEG", quality=92, progressive=True, subsampling=0)
    return "image/jpeg", "jpg", out.getvalue()


def _looks_like_picture(data: bytes) -> bool:
    starts = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
    is_webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    is_avif = data[4:8] == b"ftyp" and data[8:12] in {b"avif", b"avis", b"mif1"}
    return data.startswith(starts) or is_webp or is_avif


def _model(data: bytes) -> Prepared:
    """A binary glTF that brings everything with it: no address in it leads elsewhere."""
    try:
        _, version, length = GLB_HEADER.unpack_from(data)
        size, kind = GLB_CHUNK.unpack_from(data, GLB_HEADER.size)
        start = GLB_HEADER.size + GLB_CHUNK.size
        scene: Any = json.loads(data[start : start + size])
    except (struct.error, ValueError, RecursionError) as error:
        raise BrokenFile from error
    is_whole = version == GLB_VERSION and length == len(data) and kind == b"JSON"
    if not is_whole or not isinstance(scene, dict) or "asset" not in scene:
        raise BrokenFile
    for part in ("buffers", "images"):
        if any("uri" in item for item in scene.get(part, ()) if isinstance(item, dict)):
            raise BrokenFile
    return Prepared(MediaKind.MODEL, "model/gltf-binary", "glb", data)
