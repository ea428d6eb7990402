"""How often one person or address may write before they have to wait."""

from core.identity.throttle import Limit

QUESTION = Limit("question", free=10, pause_s=300)
REPORT = Limit("report", free=10, pause_s=300)
PHOTO = Limit("review_photo", free=40, pause_s=60)
