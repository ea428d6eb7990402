"""Files that are not taken, and why."""

from typing import ClassVar

from core.kernel.errors import Conflict, Invalid, NotFound


class FileTooLarge(Invalid):
    code: ClassVar[str] = "file_too_large"

    def __init__(self, limit_bytes: int) -> None:
        self.limit_bytes = limit_bytes
        super().__init__(
            f"This file is larger than {limit_bytes // 1_000_000} MB.", field="file"
        )


class UnknownFileType(Invalid):
    code: ClassVar[str] = "unknown_file_type"

    def __init__(self) -> None:
        super().__init__(
            "Send a JPEG, PNG, WebP, AVIF or GIF picture, or a GLB model.", field="file"
        )


class BrokenFile(Invalid):
    code: ClassVar[str] = "broken_file"

    def __init__(self) -> None:
        super().__init__("This file is damaged and cannot be read.", field="file")


class TooManyPixels(Invalid):
    code: ClassVar[str] = "too_many_pixels"

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        super().__init__(
            f"This picture has {width} × {height} pixels; that is too many.", field="file"
        )


class ForbiddenAddress(Invalid):
    """An address that does not lead to a public web server."""

    code: ClassVar[str] = "forbidden_address"

    def __init__(self) -> None:
        super().__init__("This is not a public web address.", field="url")


class NotFetched(Invalid):
    """The other server did not give us the file."""

    code: ClassVar[str] = "not_fetched"

    def __init__(self, reason: str) -> None:
        super().__init__(reason, field="url")


class MediaNotFound(NotFound):
    code: ClassVar[str] = "media_not_found"

    def __init__(self) -> None:
        super().__init__("There is no such file.")


class MediaInUse(Conflict):
    code: ClassVar[str] = "media_in_use"

    def __init__(self) -> None:
        super().__init__("A product still shows this file. Take it off there first.")
