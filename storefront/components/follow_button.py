"""Follow a workshop, from its page or from a piece of it."""

from typing import Any

import reflex as rx

from core.ui.components.save_toggle import save_button
from storefront.state.following import FollowState


def follow_button(slug: Any, name: Any) -> rx.Component:
    return save_button(
        "Follow " + name,
        subject=slug,
        pressed=FollowState.followed.contains(slug),
        refusals=FollowState.refusals,
        yes="Following",
        no="Follow",
        icon_name="bell",
        test_id="follow",
        on_toggle=FollowState.toggle,
    )


def follower_count(slug: Any, at_load: Any) -> rx.Component:
    """As the page was made with, until a press here changed it."""
    return rx.el.span(
        rx.cond(FollowState.counts.contains(slug), FollowState.counts[slug], at_load),
        data_testid="followers",
    )
