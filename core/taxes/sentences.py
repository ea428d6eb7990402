"""What the law wants to be said about a tax, or about why there is none."""

from core.kernel.europe import EU_MEMBERS
from core.taxes.models import Treatment

# How the exemption of small businesses is called on invoices of their country.
SMALL_BUSINESS = {
    "AT": "Umsatzsteuerbefreit, Kleinunternehmer gemäß § 6 Abs. 1 Z 27 UStG.",
    "BE": "Régime particulier de franchise des petites entreprises, TVA non applicable.",
    "DE": "Kein Ausweis von Umsatzsteuer, da Kleinunternehmer gemäß § 19 UStG.",
    "FR": "TVA non applicable, art. 293 B du CGI.",
    "IT": "Operazione senza IVA, regime forfettario, art. 1, commi 54-89, L. 190/2014.",
    "NL": "Vrijgesteld van btw, kleineondernemersregeling, artikel 25 Wet OB 1968.",
    "PL": "Sprzedaż zwolniona z VAT, art. 113 ust. 1 ustawy o VAT.",
    "PT": "IVA – regime de isenção, artigo 53.º do CIVA.",
}
SMALL_BUSINESS_ELSEWHERE = "No VAT is charged: the seller is a small business exempt from VAT."


def sentence(treatment: Treatment, *, seller_country: str, operator: str) -> str:
    """ "" where the tax itself says enough."""
    if treatment is Treatment.SMALL_BUSINESS:
        own = SMALL_BUSINESS.get(seller_country)
        known = "No VAT is charged: small business exemption."
        return f"{known} {own}" if own else SMALL_BUSINESS_ELSEWHERE
    if treatment is Treatment.EXPORT:
        law = ", Art. 146 of Directive 2006/112/EC" if seller_country in EU_MEMBERS else ""
        return f"No VAT is charged: export{law}. Import taxes and duties may be due on arrival."
    return {
        Treatment.REVERSE_CHARGE: (
            "Reverse charge: no VAT is charged on this intra-Community supply (Art. 138 of "
            "Directive 2006/112/EC); the recipient accounts for the VAT."
        ),
        Treatment.IMPORT: "No VAT is charged: import VAT and duties are due on arrival.",
        Treatment.NOT_REGISTERED: "No VAT is charged: the seller is not registered for VAT.",
        Treatment.DEEMED_SUPPLIER: (
            f"The VAT is owed and paid by {operator} as deemed supplier (Art. 14a of Directive "
            "2006/112/EC or the law of the United Kingdom)."
        ),
        Treatment.FACILITATOR: (
            f"The sales tax is collected and paid by {operator} as marketplace facilitator."
        ),
    }.get(treatment, "")
