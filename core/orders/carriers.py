"""Public tracking pages of carriers that have one."""

from urllib.parse import quote

TRACKING_PAGES = {
    "dhl": "https://www.dhl.com/global-en/home/tracking.html?tracking-id={}",
    "dpd": "https://tracking.dpd.de/status/en_US/parcel/{}",
    "ups": "https://www.ups.com/track?tracknum={}",
    "fedex": "https://www.fedex.com/fedextrack/?trknbr={}",
    "gls": "https://gls-group.com/track/{}",
    "ctt": "https://www.ctt.pt/feapl_2/app/open/objectSearch/objectSearch.jspx?objects={}",
    "postnl": "https://postnl.nl/tracktrace/?B={}",
    "royal mail": "https://www.royalmail.com/track-your-item#/tracking-results/{}",
    "la poste": "https://www.laposte.fr/outils/suivre-vos-envois?code={}",
    "correos": "https://www.correos.es/es/en/tools/tracker/items/details?tracking-number={}",
    "usps": "https://tools.usps.com/go/TrackConfirmAction?tLabels={}",
}
CARRIERS = (
    "CTT", "Correos", "DHL", "DPD", "FedEx", "GLS", "La Poste", "PostNL", "Royal Mail", "UPS",
    "USPS", "Own delivery",
)  # fmt: skip


def tracking_url(carrier: str, tracking_number: str) -> str:
    """Where the buyer can follow the parcel, or nothing for carriers we do not know."""
    page = TRACKING_PAGES.get(carrier.strip().lower())
    return page.format(quote(tracking_number, safe="")) if page and tracking_number else ""
