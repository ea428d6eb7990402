import reflex as rx

from core.ui.components.badge import badge
from core.ui.components.button import button, link_button
from core.ui.components.desk_page import notes
from core.ui.components.feedback import banner
from core.ui.components.layout import page_header, panel
from core.ui.components.navigation import breadcrumb
from core.ui.components.progress import progress
from core.ui.values import when
from vendor_portal.components.states import desk_page
from vendor_portal.pages.import_job.columns import columns
from vendor_portal.pages.import_job.report import report
from vendor_portal.pages.import_job.state import ImportJobState

upload = ImportJobState.upload


def import_job_page() -> rx.Component:
    return desk_page(
        ImportJobState,
        breadcrumb([("Import and export", "/products/import")], upload.filename),
        page_header(
            rx.fragment("Import of ", upload.filename),
            rx.el.span(
                badge(upload.word, tone=upload.tone, shape=upload.shape),
                data_testid="import-status",
            ),
            intro=rx.fragment("Prices in ", upload.currency),
        ),
        notes(ImportJobState),
        rx.match(
            upload.status,
            ("uploaded", _uploaded()),
            ("checking", _working("Checking every row. Nothing is written.")),
            ("checked", _checked()),
            ("running", _working("Writing the products, a hundred at a time.")),
            ("done", _done()),
            ("failed", _failed()),
            _canceled(),
        ),
        current="/products/import",
        missing="There is no such import",
    )


def _uploaded() -> rx.Component:
    return rx.el.div(
        banner(
            "Check what each column means",
            "Then we read every row and tell you what would happen. Nothing is written yet.",
        ),
        columns("Check the file"),
        _cancel("Take another file"),
        class_name="stack",
    )


def _checked() -> rx.Component:
    writes = rx.cond(
        upload.report.writes > 0,
        button(
            "Import these products",
            on_click=ImportJobState.confirm,
            pending=ImportJobState.busy == "confirm",
            pending_label="Starting…",
            data_testid="confirm-import",
        ),
        rx.el.p("Nothing in this file would change your shop.", class_name="text-muted"),
    )
    return rx.el.div(
        panel(
            rx.el.p(
                "Nothing has been written yet. This is what the file would do.",
                class_name="text-muted",
            ),
            rx.el.div(writes, _cancel("Cancel the import"), class_name="cluster mt-4"),
            title="Your word",
        ),
        report(upload.report),
        columns("Check again"),
        class_name="stack",
    )


def _working(sentence: str) -> rx.Component:
    return panel(
        progress(sentence, value=upload.processed, maximum=upload.total, note=upload.progress),
        rx.el.p(
            "You can leave this page; the work goes on.",
            class_name="text-muted text-small mt-3",
        ),
    )


def _done() -> rx.Component:
    return rx.el.div(
        banner(
            "The products are in your shop",
            "Pictures are fetched in the background and appear one after the other.",
            tone="success",
            action=link_button("Show the products", href="/products", size="small"),
        ),
        report(upload.report),
        class_name="stack",
    )


def _failed() -> rx.Component:
    return rx.el.div(
        banner(
            "This file could not be read",
            rx.foreach(upload.report.notes, lambda note: rx.el.span(note, " ")),
            tone="danger",
            action=link_button(
                "Take another file", href="/products/import", variant="secondary", size="small"
            ),
        ),
        when(upload.report.issues, report(upload.report)),
        class_name="stack",
    )


def _canceled() -> rx.Component:
    return banner(
        "This import was canceled",
        "Nothing of it was written.",
        action=link_button(
            "Take another file", href="/products/import", variant="secondary", size="small"
        ),
    )


def _cancel(label: str) -> rx.Component:
    return button(
        label,
        variant="secondary",
        on_click=ImportJobState.cancel,
        pending=ImportJobState.busy == "cancel",
        pending_label="Canceling…",
    )
