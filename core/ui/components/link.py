"""Links: real ``<a href>``, followed without loading the document again inside one app."""

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.inline import A
from reflex_components_core.react_router.dom import ReactRouterLink

from core.ui.values import Child, Text


def internal_link(
    *children: Child, href: Text, class_name: Any = "", **props: Any
) -> rx.Component:
    """A link within this app, without styling of its own."""
    return ReactRouterLink.create(*children, to=href, class_name=class_name, **props)


def text_link(*children: Child, href: Text, **props: Any) -> rx.Component:
    return internal_link(*children, href=href, class_name="link", **props)


def outside_link(
    *children: Child, href: Text, class_name: Any = "link", **props: Any
) -> rx.Component:
    """A link that the browser follows by itself: to a file, another app, a plain route of the
    API, or a place in the same page. (``rx.el.a`` is the router's link, too.)
    """
    return A.create(*children, href=href, class_name=class_name, **props)
