"""Where an import is, in one word."""

from core.catalog.models import ImportStatus

IMPORT_WORDS = {
    ImportStatus.UPLOADED: ("Uploaded", "attention", "new"),
    ImportStatus.CHECKING: ("Checking", "info", "partial"),
    ImportStatus.CHECKED: ("Waits for you", "attention", "attention"),
    ImportStatus.RUNNING: ("Importing", "info", "partial"),
    ImportStatus.DONE: ("Imported", "success", "done"),
    ImportStatus.FAILED: ("Failed", "danger", "blocked"),
    ImportStatus.CANCELED: ("Canceled", "neutral", "blocked"),
}
