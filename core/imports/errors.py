from typing import ClassVar

from core.kernel.errors import Conflict, Invalid


class FileTooLarge(Invalid):
    code: ClassVar[str] = "product_file_too_large"

    def __init__(self, megabytes: int) -> None:
        super().__init__(f"Product files may have up to {megabytes} MB. Split this one.")


class ImportNotReady(Conflict):
    code: ClassVar[str] = "import_not_ready"

    def __init__(self, status: str) -> None:
        self.status = status
        super().__init__(f"This import is {status}; that is not possible now.")


class FileGone(Conflict):
    code: ClassVar[str] = "import_file_gone"

    def __init__(self) -> None:
        super().__init__("The file of this import is no longer kept. Upload it again.")
