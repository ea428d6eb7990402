"""The lines of a bag as the rules count them: pieces of one variant at one price together,
in an order that does not depend on how they were put in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from core.promotions.rules import Line
from core.promotions.terms import Scope


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """``members`` are the lines it was made of, by their place in the bag."""

    index: int
    line: Line
    quantity: int
    members: tuple[int, ...]

    @property
    def unit(self) -> int:
        return self.line.unit.minor

    @property
    def gross(self) -> int:
        return self.unit * self.quantity


def pieces_of(lines: Sequence[Line]) -> list[Piece]:
    together: dict[tuple[UUID, int], list[int]] = {}
    for place, line in enumerate(lines):
        together.setdefault((line.variant_id, line.unit.minor), []).append(place)
    found: list[Piece] = []
    for index, key in enumerate(sorted(together)):
        places = sorted(together[key], key=lambda place: (-lines[place].quantity, place))
        quantity = sum(lines[place].quantity for place in places)
        found.append(Piece(index, lines[places[0]], quantity, tuple(places)))
    return found


def in_scope(pieces: Sequence[Piece], scope: Scope) -> list[Piece]:
    return [piece for piece in pieces if _is_in(piece.line, scope)]


def _is_in(line: Line, scope: Scope) -> bool:
    if scope.vendors and line.vendor_id not in scope.vendors:
        return False
    if scope.products and line.product_id not in scope.products:
        return False
    if scope.categories and not (scope.categories & line.categories):
        return False
    if scope.collections and not (scope.collections & line.collections):
        return False
    return line.product_id not in scope.not_products and not (
        scope.not_categories & line.categories
    )
