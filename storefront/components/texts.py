"""Pages of text: what stands there until it has loaded."""

import reflex as rx

from core.ui.components.feedback import loading, skeleton, skeleton_lines


def text_skeleton() -> rx.Component:
    return rx.el.div(
        loading(
            skeleton(class_name="h-10 w-64 mb-6"),
            rx.el.div(skeleton_lines(4), class_name="prose mb-6"),
            rx.el.div(skeleton_lines(6), class_name="prose"),
        ),
        class_name="page",
    )
