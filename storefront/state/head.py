"""What a public page tells machines, beside what it shows."""

from dataclasses import replace

import reflex as rx

from core.seo.head import PageHead


class HeadState(rx.State, mixin=True):
    """``head`` is written into the document by the server that renders the page; the browser
    keeps title and canonical address by it when it moves on.
    """

    head: PageHead = PageHead()

    def _tell(self, head: PageHead) -> None:
        """The JSON-LD is for documents alone: a tab that moves on has no use for it."""
        is_document = not self.router.session.client_token
        self.head = head if is_document else replace(head, json_ld="")
