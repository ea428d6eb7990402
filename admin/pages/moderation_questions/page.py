import reflex as rx

from admin.components.moderating import queue_page
from admin.pages.moderation_questions.state import PATH, QuestionQueueState


def question_queue_page() -> rx.Component:
    return queue_page(QuestionQueueState, title="Questions", noun="questions", path=PATH)
