"""The way to report something that one sees."""

import reflex as rx

from core.ui.components.link import internal_link
from core.ui.values import Text


def report_link(path: Text, label: str) -> rx.Component:
    """``path`` is the page of what is reported; it has one query parameter at most."""
    return internal_link(
        label,
        href=f"/report?url={path}",
        rel="nofollow",
        class_name="link text-small text-muted",
    )
