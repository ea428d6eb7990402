import reflex as rx

from admin.components.moderating import queue_page
from admin.pages.moderation_reviews.state import PATH, ReviewQueueState


def review_queue_page() -> rx.Component:
    return queue_page(ReviewQueueState, title="Reviews", noun="reviews", path=PATH)
