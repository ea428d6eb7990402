from typing import ClassVar

from core.kernel.errors import Conflict, Invalid, NotFound


class ArticleNotFound(NotFound):
    code: ClassVar[str] = "article_not_found"

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__("There is no such help article.")


class NoSuchStory(NotFound):
    code: ClassVar[str] = "no_such_story"

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__("There is no such article in the journal.")


class ArticleIncomplete(Invalid):
    code: ClassVar[str] = "article_incomplete"


class ArticleChanged(Conflict):
    code: ClassVar[str] = "article_changed"

    def __init__(self) -> None:
        super().__init__(
            "Somebody saved this article meanwhile. Copy your text, load the page again, and "
            "put it in anew."
        )


class LegalTextNotFound(NotFound):
    code: ClassVar[str] = "legal_text_not_found"

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__("There is no such page.")


class MethodNotFound(NotFound):
    code: ClassVar[str] = "method_not_found"

    def __init__(self, version: str) -> None:
        self.version = version
        super().__init__("There is no method of this version.")


class NoticeNotFound(NotFound):
    code: ClassVar[str] = "notice_not_found"

    def __init__(self) -> None:
        super().__init__("There is no such notice.")


class NoticeIncomplete(Invalid):
    """What a notice has to say before anybody can act on it."""

    code: ClassVar[str] = "notice_incomplete"


class NothingToPause(Conflict):
    code: ClassVar[str] = "nothing_to_pause"

    def __init__(self) -> None:
        super().__init__("This notice is not about a product, so there is none to pause.")


class NobodyToSuspend(Conflict):
    code: ClassVar[str] = "nobody_to_suspend"

    def __init__(self) -> None:
        super().__init__("This notice is about no workshop, so there is none to suspend.")
