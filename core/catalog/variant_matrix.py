"""Which existing variant stands for which combination when the options of a product change."""

from collections.abc import Hashable, Mapping, Sequence
from itertools import product
from typing import TypeVar

from core.catalog.errors import TooManyOptions, TooManyVariants
from core.catalog.inputs import OptionInput
from core.catalog.models import MAX_OPTIONS, MAX_VARIANTS
from core.kernel.errors import Invalid

V = TypeVar("V", bound=Hashable)
Combination = tuple[str, ...]
LONGEST_NAME, LONGEST_VALUE = 60, 120


def cleaned(options: Sequence[OptionInput]) -> list[OptionInput]:
    """Trimmed and checked: distinct names, distinct values, at most three axes."""
    trimmed = [
        OptionInput(option.name.strip(), tuple(value.strip() for value in option.values))
        for option in options
    ]
    if len(trimmed) > MAX_OPTIONS:
        raise TooManyOptions(len(trimmed))
    names = [option.name.casefold() for option in trimmed]
    if len(set(names)) < len(names):
        raise Invalid("Two options have the same name.", field="options")
    for option in trimmed:
        _check(option)
    return trimmed


def combinations(options: Sequence[OptionInput]) -> list[Combination]:
    """Every combination, the first axis slowest; one empty combination without options."""
    count = 1
    for option in options:
        count *= len(option.values)
    if count > MAX_VARIANTS:
        raise TooManyVariants(count)
    return list(product(*(option.values for option in options)))


def carried_over(
    before: Sequence[str],
    variants: Mapping[V, Combination],
    options: Sequence[OptionInput],
) -> dict[Combination, V]:
    """The combination that each variant becomes; those that are not named are dropped.

    Axes are matched by name, then, as renamed, by place when they share a value. A new axis
    gives every variant its first value. Of several variants that a removed axis makes alike,
    the first stays.
    """
    sources = _sources(before, variants, options)
    found: dict[Combination, V] = {}
    for variant, old in variants.items():
        new = tuple(
            option.values[0] if source is None or source >= len(old) else old[source]
            for option, source in zip(options, sources, strict=True)
        )
        found.setdefault(new, variant)
    return found


def _sources(
    before: Sequence[str], variants: Mapping[V, Combination], options: Sequence[OptionInput]
) -> list[int | None]:
    """For each new axis the old one it continues, if there is one."""
    old = {name.casefold(): axis for axis, name in enumerate(before)}
    sources = [old.get(option.name.casefold()) for option in options]
    for axis, option in enumerate(options):
        is_free = axis < len(before) and axis not in sources
        if sources[axis] is None and is_free:
            values = {o[axis] for o in variants.values() if len(o) > axis}
            sources[axis] = axis if values & set(option.values) else None
    return sources


def _check(option: OptionInput) -> None:
    if not option.name or not option.values or not all(option.values):
        raise Invalid("An option needs a name and at least one value.", field="options")
    if len(option.name) > LONGEST_NAME or max(map(len, option.values)) > LONGEST_VALUE:
        raise Invalid("This option's name or one of its values is too long.", field="options")
    if len(set(option.values)) < len(option.values):
        raise Invalid(f"“{option.name}” has the same value twice.", field="options")
