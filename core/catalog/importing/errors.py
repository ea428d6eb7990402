from typing import ClassVar

from core.kernel.errors import Invalid


class FileRefused(Invalid):
    """Nothing in the file can be read as products."""

    code: ClassVar[str] = "product_file_refused"


class EmptyFile(FileRefused):
    code: ClassVar[str] = "product_file_empty"

    def __init__(self) -> None:
        super().__init__("The file is empty. Choose a CSV or XLSX file with products.")


class WrongFileType(FileRefused):
    code: ClassVar[str] = "product_file_wrong_type"

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"This is {kind}, not a product file. Save the products as CSV or XLSX and try "
            "again."
        )
        self.kind = kind


class MissingColumns(FileRefused):
    code: ClassVar[str] = "product_file_columns_missing"

    def __init__(self, names: tuple[str, ...]) -> None:
        listed = ", ".join(f"“{name}”" for name in names)
        columns = "column is" if len(names) == 1 else "columns are"
        super().__init__(f"The {columns} missing: {listed}. Every product file needs them.")
        self.names = names


class UnknownField(Invalid):
    code: ClassVar[str] = "product_file_unknown_field"

    def __init__(self, column: str, field: str) -> None:
        super().__init__(f"“{column}” cannot be read as “{field}”: there is no such field.")
        self.column = column
        self.target = field
