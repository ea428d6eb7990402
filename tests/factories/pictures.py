"""Real picture files, made in memory."""

import json
import struct
from io import BytesIO

from PIL import Image

HALF_TURN_LEFT = 6  # EXIF: the camera was held upright
ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def a_photo(
    width: int = 1600,
    height: int = 1200,
    *,
    image_format: str = "JPEG",
    color: tuple[int, int, int] = (180, 120, 60),
    orientation: int | None = None,
) -> bytes:
    """Half in ``color``, half in its opposite, so that turning it can be seen."""
    image = Image.new("RGB", (width, height), color)
    image.paste((20, 40, 200), (0, 0, width // 2, height // 4))
    options = {}
    if orientation is not None:
        exif = Image.Exif()
        exif[ORIENTATION], exif[MAKER] = orientation, "Secret Camera"
        exif.get_ifd(GPS)[1] = "N"
        options["exif"] = exif
    out = BytesIO()
    image.save(out, image_format, **options)
    return out.getvalue()


def a_model(scene: dict[str, object] | None = None) -> bytes:
    body = json.dumps(scene or {"asset": {"version": "2.0"}}).encode()
    body += b" " * (-len(body) % 4)
    chunk = struct.pack("<I4s", len(body), b"JSON") + body
    return struct.pack("<4sII", b"glTF", 2, 12 + len(chunk)) + chunk
