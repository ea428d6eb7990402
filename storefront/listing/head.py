"""What a list tells machines of what it shows."""

from core.seo.addresses import absolute
from core.seo.head import HeadImage
from core.seo.pages import Listed
from storefront.listing.parameters import Parameters
from storefront.listing.views import ListingView

WIDTH = 720


def listed(view: ListingView, chosen: Parameters) -> Listed:
    return Listed(
        items=[(card.title, card.href) for card in view.cards],
        total=view.total,
        page=chosen.page,
        is_narrowed=bool(view.chips or chosen.text or chosen.sort),
    )


def first_picture(view: ListingView) -> HeadImage:
    """What a card of the list shows for it."""
    image = next((card.image for card in view.cards if card.image.src), None)
    if image is None:
        return HeadImage()
    height = round(WIDTH * image.height / image.width) if image.width else 0
    return HeadImage(absolute(image.src), WIDTH, height, image.alt)
