"""Why a payment did not go through, and what helps, in the buyer's words."""

GENERAL = (
    "Your bank declined the payment.",
    "It does not tell us why. Try another card, or ask your bank.",
)
DECLINES = {
    "insufficient_funds": (
        "There is not enough money on this card.",
        "Try another card.",
    ),
    "expired_card": ("This card has expired.", "Try another card."),
    "incorrect_cvc": (
        "The security code does not fit this card.",
        "Check the digits on the card and try again.",
    ),
    "incorrect_number": (
        "The card number is not right.",
        "Check the digits on the card and try again.",
    ),
    "processing_error": (
        "Your bank could not process the payment.",
        "This passes, most of the time: try again in a minute.",
    ),
    "authentication_failed": (
        "Your bank could not confirm that it is you.",
        "Try again and confirm in your bank’s app, or take another card.",
    ),
    "authentication_required": (
        "Your bank wants you to confirm the payment.",
        "Try again and confirm in your bank’s app.",
    ),
    "card_velocity_exceeded": (
        "This card has reached its limit.",
        "Try another card.",
    ),
    "too_many_attempts": (
        "Too many cards were declined.",
        "Wait a little, or pay in another way.",
    ),
    "test_mode_live_card": (
        "This is not one of the test cards.",
        "No real cards here: the payment page lists the cards that work.",
    ),
}


def words_for(decline_code: str) -> tuple[str, str]:
    """What happened, and what to do. A stolen or lost card is told like any other refusal."""
    return DECLINES.get(decline_code, GENERAL)
