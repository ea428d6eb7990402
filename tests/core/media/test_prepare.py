"""Strangers' files: what is recognized, what is refused, what is left of them."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from core.media.derivatives import make_derivatives
from core.media.errors import (
    BrokenFile,
    FileTooLarge,
    TooManyPixels,
    UnknownFileType,
)
from core.media.models import MediaKind
from core.media.prepare import MAX_BYTES, prepare
from tests.factories.pictures import HALF_TURN_LEFT, a_model, a_photo


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def a_png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that say they unpack to width times height pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body))
            + kind
            + body
            + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * 10_000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )  # fmt: skip


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_every_common_format_is_taken_and_written_anew(image_format: str):
    prepared = prepare(a_photo(300, 200, image_format=image_format))

    assert prepared.kind is MediaKind.IMAGE
    assert (prepared.width, prepared.height) == (300, 200)
    assert opened(prepared.data).format == "JPEG"
    assert prepared.placeholder.startswith("#")


def test_a_turned_photo_stands_upright_and_tells_nothing_of_its_maker():
    sent = a_photo(400, 300, orientation=HALF_TURN_LEFT)
    assert b"Secret Camera" in sent

    prepared = prepare(sent)

    assert (prepared.width, prepared.height) == (300, 400)
    assert not opened(prepared.data).getexif()
    assert b"Secret Camera" not in prepared.data
    red, _, blue = opened(prepared.data).convert("RGB").getpixel((290, 10))
    assert blue > red


def test_transparency_stays():
    image = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    out = BytesIO()
    image.save(out, "PNG")

    prepared = prepare(out.getvalue())

    assert opened(prepared.data).getpixel((1, 1))[3] == 0
    assert prepared.placeholder == "#ffffff"


@pytest.mark.parametrize("size", [(60_000, 60_000), (20_000, 20), (8_000, 8_000)])
def test_a_picture_that_unpacks_to_too_much_is_refused_unread(size: tuple[int, int]):
    with pytest.raises(TooManyPixels):
        prepare(a_png_that_claims(*size))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7",
        b"MZ" + b"\x00" * 100,
        b"BM" + b"\x00" * 100,
        b"II*\x00" + b"\x00" * 100,
        b"%!PS-Adobe-3.0",
    ],
)
def test_what_is_no_picture_by_its_bytes_is_refused(data: bytes):
    with pytest.raises(UnknownFileType):
        prepare(data)


@pytest.mark.parametrize(
    "data",
    [
        a_photo()[:2000],
        b"\xff\xd8\xff" + b"\x00" * 500,
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 50,
        b"GIF89a" + b"\xff" * 40,
        b"RIFF\x10\x00\x00\x00WEBPVP8 " + b"\x00" * 40,
        b"\x00\x00\x00\x1cftypavif" + b"\x00" * 60,
        a_png_that_claims(500, 500),
    ],
)
def test_a_damaged_picture_is_refused(data: bytes):
    with pytest.raises(BrokenFile):
        prepare(data)


def test_a_file_that_is_too_large_is_refused():
    with pytest.raises(FileTooLarge, match="20 MB"):
        prepare(b"\xff\xd8\xff" + b"\x00" * MAX_BYTES)


def test_a_model_is_kept_byte_for_byte():
    model = a_model()

    prepared = prepare(model)

    assert (prepared.kind, prepared.data) == (MediaKind.MODEL, model)


@pytest.mark.parametrize(
    "model",
    [
        a_model({"asset": {}, "images": [{"uri": "https://evil.example/x.png"}]}),
        a_model({"asset": {}, "buffers": [{"uri": "file:///etc/passwd"}]}),
        a_model({"nothing": 1}),
        a_model() + b"more",
        b"glTF",
        b"glTF" + struct.pack("<II", 1, 12),
        struct.pack("<4sII", b"glTF", 2, 26) + struct.pack("<I4s", 6, b"JSON") + b"{[[[[[",
    ],
)
def test_a_model_that_is_broken_or_leads_elsewhere_is_refused(model: bytes):
    with pytest.raises(BrokenFile):
        prepare(model)


@pytest.mark.parametrize(
    ("width", "widths"),
    [(2000, [360, 720, 1080]), (800, [360, 720, 800]), (500, [360, 500]), (200, [200])],
)
def test_copies_are_avif_and_webp_and_never_enlarged(width: int, widths: list[int]):
    made = make_derivatives(prepare(a_photo(width, width // 2)).data)

    assert [d.name for d in made] == [f"{w}.{f}" for w in widths for f in ("avif", "webp")]
    for derivative in made:
        image = opened(derivative.data)
        assert image.format == derivative.format.upper()
        assert image.size == (derivative.width, round(derivative.width / 2))
