from typing import ClassVar

from core.kernel.errors import Conflict, NotFound


class NoSuchDocument(NotFound):
    code: ClassVar[str] = "no_such_document"

    def __init__(self) -> None:
        super().__init__("There is no such document.")


class DocumentAltered(Conflict):
    """What is stored is not what was issued. It is not shown, and somebody has to look."""

    code: ClassVar[str] = "document_altered"

    def __init__(self, number: str) -> None:
        super().__init__(f"The document {number} is not as it was issued.")
