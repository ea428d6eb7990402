"""Ask a register about a business buyer's VAT number. A saga edge: no transaction is open
while the register is asked.
"""

from core.db.session import transaction
from core.taxes.models import VatIdCheck, VatIdOutcome
from core.taxes.providers.registry import vat_register
from core.taxes.queries import is_valid_vat_id
from core.taxes.vat_ids import parse_vat_id


async def check_vat_id(text: str) -> tuple[str, VatIdOutcome]:
    """The number as registers write it, and what was said. Raises ``NotAVatId``.

    An answer holds for a day; a register that does not answer leaves nothing behind.
    """
    vat_id = parse_vat_id(text)
    async with transaction() as session:
        if await is_valid_vat_id(session, vat_id):
            return vat_id, VatIdOutcome.VALID
    register = vat_register()
    answer = await register.check(vat_id)
    if answer.outcome is not VatIdOutcome.UNKNOWN:
        async with transaction() as session:
            session.add(
                VatIdCheck(
                    vat_id=vat_id,
                    outcome=answer.outcome,
                    source=register.name,
                    reference=answer.reference,
                    name=answer.name,
                )
            )
    return vat_id, answer.outcome
