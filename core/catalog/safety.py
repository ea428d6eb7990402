"""What Regulation (EU) 2023/988 wants told beside a product: who made it, who answers for it in
the Union, what identifies it, and what to be careful of.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=160)]


class Safety(BaseModel):
    """The manufacturer is the workshop itself where none is named. A responsible person is
    needed when the manufacturer has no seat in the Union.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    manufacturer: Line = ""
    manufacturer_address: Line = ""
    manufacturer_email: Line = ""
    responsible: Line = ""
    responsible_address: Line = ""
    responsible_email: Line = ""
    identifier: Line = ""
    warnings: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)] = ""


def read_safety(stored: Mapping[str, Any]) -> Safety:
    return Safety.model_validate(dict(stored))
