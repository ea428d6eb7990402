from typing import Any

import reflex as rx

from core.reviews.inputs import LONGEST_REVIEW, LONGEST_TITLE
from core.reviews.models import MOST_PHOTOS, MOST_STARS
from core.reviews.photos import MAX_BYTES
from core.ui.components.button import button, link_button
from core.ui.components.dialog import confirm_dialog, opens
from core.ui.components.feedback import banner, loading, skeleton, skeleton_lines
from core.ui.components.field import fieldset
from core.ui.components.file_drop import file_drop
from core.ui.components.link import text_link
from core.ui.components.media import thumbnail
from core.ui.components.navigation import breadcrumb
from core.ui.components.text_input import text_field, textarea_field
from core.ui.values import when
from storefront.components.states import not_here, page_of
from storefront.pages.review.state import WRITTEN, ReviewFormState
from storefront.shell import frame

form = ReviewFormState.form
WORDS = ("Poor", "Not good", "All right", "Good", "Excellent")
TRAIL = [("Your account", "/account"), ("Your reviews", "/account/reviews")]


def new_review_page() -> rx.Component:
    return _page("Write a review", ReviewFormState.load_new)


def written_review_page() -> rx.Component:
    return _page("Your review", ReviewFormState.load_written)


def _page(title: str, load: Any) -> rx.Component:
    return frame(
        page_of(
            ReviewFormState,
            rx.el.div(
                breadcrumb(TRAIL, title),
                rx.el.h1(title, tab_index=-1, class_name="mt-4 mb-6"),
                rx.el.div(_piece(), _standing(), _form(), class_name="stack measure"),
                _delete(),
                class_name="page",
            ),
            waiting=rx.el.div(
                loading(skeleton(class_name="h-10 w-64"), skeleton_lines(6)), class_name="page"
            ),
            missing=not_here(
                "There is nothing to review here",
                "You can review a piece once it was delivered to you.",
            ),
            retry=load,
        )
    )


def _piece() -> rx.Component:
    return rx.el.div(
        thumbnail(form.image, size=88),
        rx.el.div(
            text_link(form.title, href=form.href),
            rx.el.p(form.workshop, class_name="text-small text-muted"),
            when(form.bought, rx.el.p(form.bought, class_name="text-small text-muted")),
        ),
        class_name="flex items-center gap-4",
    )


def _standing() -> rx.Component:
    return when(
        form.standing,
        banner(form.standing, form.reason, tone="attention"),
    )


def _form() -> rx.Component:
    fields = rx.el.form(
        when(
            ReviewFormState.refusal, banner(ReviewFormState.refusal, tone="danger", live=True)
        ),
        _stars(),
        text_field(
            "In a few words",
            "title",
            error=ReviewFormState.errors.get("title", "").to(str),
            default_value=form.headline,
            max_length=LONGEST_TITLE,
            optional=True,
            wide=True,
        ),
        textarea_field(
            "Your review",
            "body",
            hint="How it is made, how it holds up, what you would tell a friend. "
            "Leave out addresses and phone numbers.",
            error=ReviewFormState.errors.get("body", "").to(str),
            default_value=form.body,
            max_length=LONGEST_REVIEW,
            rows=8,
            required=True,
        ),
        _photos(),
        rx.el.p(
            "It is shown with your first name and the initial of your last name. ",
            text_link("How we check reviews", href="/legal/reviews"),
            class_name="text-small text-muted",
        ),
        rx.el.div(
            button("Send", type="submit", pending=ReviewFormState.busy == "save"),
            link_button("Back", href=WRITTEN, variant="secondary"),
            class_name="cluster",
        ),
        on_submit=ReviewFormState.save,
        key=form.review_id + form.line_id,
        class_name="stack",
    )
    return rx.cond(form.is_editable, fields, _fixed())  # pyright: ignore[reportReturnType]


def _stars() -> rx.Component:
    """Five radios: arrow keys walk them, each says its word."""
    return fieldset(
        "How do you like it?",
        *[_star(stars) for stars in range(1, MOST_STARS + 1)],
        name="rating",
        error=ReviewFormState.errors.get("rating", "").to(str),
        class_name="star-choice",
    )


def _star(stars: int) -> rx.Component:
    noun = "star" if stars == 1 else "stars"
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="rating",
            value=str(stars),
            default_checked=form.rating == stars,
            required=True,
        ),
        rx.el.span(f"{stars} {noun}: {WORDS[stars - 1]}", class_name="visually-hidden"),
        title=WORDS[stars - 1],
    )


def _photos() -> rx.Component:
    return fieldset(
        "Photos",
        when(
            ReviewFormState.photos,
            rx.el.ul(rx.foreach(ReviewFormState.photos, _photo), class_name="photo-tray"),
        ),
        rx.cond(
            ReviewFormState.photos.length() < MOST_PHOTOS,
            file_drop(
                "Add photos",
                action="/reviews/photos",
                on_uploaded=ReviewFormState.add_photos,
                accept="image/jpeg,image/png,image/webp,image/avif",
                multiple=True,
                max_bytes=MAX_BYTES,
                hint=f"Up to {MOST_PHOTOS}, 10 MB each. Where and with what they were taken is "
                "removed.",
            ),
            rx.fragment(),
        ),
        name="photos",
        error=ReviewFormState.errors.get("photos", "").to(str),
        class_name="stack",
    )


def _photo(photo: Any, place: Any) -> rx.Component:
    return rx.el.li(
        thumbnail(photo.image, "Photo " + (place + 1).to(str), size=104),
        button(
            "Remove",
            variant="quiet",
            size="small",
            on_click=ReviewFormState.drop_photo(photo.id),
            aria_label="Remove photo " + (place + 1).to(str),
        ),
    )


def _fixed() -> rx.Component:
    return rx.el.div(
        rx.el.blockquote(form.body, class_name="review-text"),
        rx.el.p("It can no longer be edited.", class_name="text-muted"),
        class_name="stack",
    )


def _delete() -> rx.Component:
    return when(
        form.review_id,
        rx.el.div(
            button("Delete this review", variant="quiet", **opens("delete-review")),
            confirm_dialog(
                "delete-review",
                "Delete your review?",
                "Its stars no longer count, and its photos and the workshop's reply go too.",
                verb="Delete",
                on_confirm=ReviewFormState.delete,
            ),
            class_name="mt-8",
        ),
    )
