"""What kit functions accept: plain values at build time, or Vars that follow a state."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import reflex as rx

Text: TypeAlias = str | rx.Var[Any]
Flag: TypeAlias = bool | rx.Var[Any]
Number: TypeAlias = int | float | rx.Var[Any]
Child: TypeAlias = rx.Component | str | rx.Var[Any]
Handler: TypeAlias = Any
Items: TypeAlias = Sequence[Any] | rx.Var[Any]


def when(condition: object, shown: Child, otherwise: Child | None = None) -> rx.Component:
    """``shown`` if the condition holds: decided now for a plain value, in the page for a
    Var.
    """
    if isinstance(condition, rx.Var):
        return rx.cond(condition, shown, otherwise or rx.fragment())  # pyright: ignore[reportReturnType]
    if condition:
        return rx.fragment(shown)
    return rx.fragment(otherwise) if otherwise is not None else rx.fragment()


def either(condition: Flag, yes: Text, no: Text) -> Any:
    """One of two attribute values, for plain conditions and Vars alike."""
    if isinstance(condition, rx.Var):
        return rx.cond(condition, yes, no)
    return yes if condition else no


def each(items: Items, render: Callable[..., rx.Component]) -> list[rx.Component]:
    """Children for every item of a plain list or of a list in a state."""
    if isinstance(items, rx.Var):
        return [rx.foreach(items, render)]  # pyright: ignore[reportReturnType]
    return [render(item) for item in items]


def aria_bool(condition: Flag) -> Any:
    """ARIA states are the words true and false; React would drop a bare False."""
    return either(condition, "true", "false")


def classes(*names: Any) -> list[Any]:
    """Class names with the empty ones left out; Vars stay."""
    return [name for name in names if isinstance(name, rx.Var) or name]


def inline(**style: Any) -> dict[str, Any]:
    """A plain style attribute, for the few values that come from data. Reflex's own ``style``
    would write a stylesheet rule at run time. One Var for the whole, or Reflex overlooks the
    state that a part of it follows.
    """
    return {"custom_attrs": {"style": rx.Var.create(style)}}


def sized(width: Any, height: Any) -> dict[str, Any]:
    """The width and height attributes of a picture; as plain props they would become style."""
    return {"custom_attrs": {"width": width, "height": height}}
