"""Reviews, questions and reports in the words of the desk."""

from core.reviews.models import ContentStatus, ReportReason, ReportStatus, ReportTarget
from core.reviews.screening import Suspicion

STATUS_WORDS = {
    ContentStatus.PENDING: ("Held", "attention", "attention"),
    ContentStatus.PUBLISHED: ("Published", "success", "done"),
    ContentStatus.REJECTED: ("Rejected", "danger", "blocked"),
    ContentStatus.REMOVED: ("Removed", "danger", "blocked"),
}
REPORT_WORDS = {
    ReportStatus.OPEN: ("Open", "attention", "attention"),
    ReportStatus.UPHELD: ("Upheld", "danger", "blocked"),
    ReportStatus.DISMISSED: ("Dismissed", "neutral", "done"),
}
FLAG_WORDS = {
    Suspicion.LINK: "Web address",
    Suspicion.EMAIL: "E-mail address",
    Suspicion.PHONE: "Phone number",
    Suspicion.WORDS: "Banned word",
    Suspicion.REPORTED: "Reported",
}
REASON_WORDS = {
    ReportReason.NOT_GENUINE: "Not genuine",
    ReportReason.OFFENSIVE: "Insults or threatens",
    ReportReason.PERSONAL_DATA: "Private facts of somebody",
    ReportReason.OFF_TOPIC: "Not about the piece",
    ReportReason.ADVERTISING: "Advertises",
    ReportReason.ILLEGAL: "Against the law",
}
TARGET_WORDS = {
    ReportTarget.REVIEW: "Review",
    ReportTarget.REPLY: "Reply of a workshop",
    ReportTarget.QUESTION: "Question",
    ReportTarget.ANSWER: "Answer of a workshop",
}
REASONS = (
    "It is not about the piece.",
    "It insults or threatens.",
    "It tells private facts of a person.",
    "It advertises or leads away from the market.",
    "It is not a genuine experience.",
    "It is against the law.",
)
