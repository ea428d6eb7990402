"""The addresses that pages put into a picture element."""

from core.kernel.ids import new_id
from core.media.picture import Picture


def a_picture(*names: str) -> Picture:
    files = {name: f"demo/vase/front-{name.replace('.', '-')}.webp" for name in names}
    found = Picture.of_values(new_id(), "demo/vase/front.webp", 1080, 1350, "#c8b8a0", files)
    assert found is not None
    return found


def test_each_format_lists_its_files_by_width():
    picture = a_picture("1080.webp", "360.webp", "360.avif", "1080.avif")

    assert picture.srcset("webp") == (
        "/media/demo/vase/front-360-webp.webp 360w, /media/demo/vase/front-1080-webp.webp 1080w"
    )
    assert picture.srcset("avif").endswith("1080w")


def test_a_format_that_has_only_small_files_is_not_offered():
    picture = a_picture("360.avif", "360.webp", "720.webp")

    assert picture.srcset("avif") == ""
    assert picture.srcset("webp").count("w,") == 1


def test_one_address_is_wide_enough_or_the_widest():
    picture = a_picture("360.webp", "720.webp")

    assert picture.url(300).endswith("360-webp.webp")
    assert picture.url(500).endswith("720-webp.webp")
    assert picture.url(2000).endswith("720-webp.webp")
    assert a_picture().url() == "/media/demo/vase/front.webp"


def test_there_is_no_picture_before_there_is_a_file():
    assert Picture.of_values(new_id(), "", None, None, "", {}) is None
