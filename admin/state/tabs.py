from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ViewTab:
    """A view of a list as a link; ``count`` is a text, "" for none."""

    label: str
    href: str
    is_current: bool = False
    count: str = ""
