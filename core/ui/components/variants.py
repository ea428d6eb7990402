"""Choosing a variant without asking the server: every page part that follows the choice reads
it from here.
"""

from typing import Any

import reflex as rx
from reflex_base.vars.base import VarData

from core.ui.components.react.wrappers import VARIANTS, VariantOptionsElement


def chosen_variant(product: rx.Var[Any], kind: type[Any]) -> Any:
    """A Var of the variant (a ``kind``) that is shown of ``product``: a view with ``slug``,
    ``served``, ``variants``, ``images`` and ``histories``.
    """
    data = VarData(
        imports={VARIANTS: ["useVariant"]},
        hooks={f"const shownVariant = useVariant({product!s})": product._get_all_var_data()},  # noqa: SLF001
    )
    return rx.Var("shownVariant", _var_type=kind, _var_data=data).guess_type()


def variant_options(product: rx.Var[Any]) -> rx.Component:
    """Links for a few values, a list for more: ``product`` also has ``options`` and
    ``combinations``.
    """
    return VariantOptionsElement.create(product=product)
