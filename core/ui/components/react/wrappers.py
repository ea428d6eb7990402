"""The Python faces of the ``.jsx`` files beside this one."""

from typing import Any

import reflex as rx


def _source(name: str) -> str:
    return rx.asset(name, shared=True).importable_path


class DialogElement(rx.Component):
    library = _source("dialog.jsx")
    tag = "Dialog"

    open: rx.Var[bool]

    on_close: rx.EventHandler[rx.event.no_args_event_spec]


class QuantityElement(rx.Component):
    library = _source("quantity.jsx")
    tag = "Quantity"

    value: rx.Var[int]
    min: rx.Var[int]
    max: rx.Var[int]
    label: rx.Var[str]
    name: rx.Var[str]
    revision: rx.Var[int]
    minus: rx.Var[rx.Component]
    plus: rx.Var[rx.Component]

    on_change: rx.EventHandler[rx.event.passthrough_event_spec(int)]


class GalleryElement(rx.Component):
    library = _source("gallery.jsx")
    tag = "Gallery"

    images: rx.Var[list[Any]]
    label: rx.Var[str]
    sizes: rx.Var[str]


class SearchBoxElement(rx.Component):
    library = _source("search_box.jsx")
    tag = "SearchBox"

    words: rx.Var[str]
    currency: rx.Var[str]
    label: rx.Var[str]
    search_icon: rx.Var[rx.Component]
    recent_icon: rx.Var[rx.Component]
    category_icon: rx.Var[rx.Component]


class UploadElement(rx.Component):
    library = _source("upload.jsx")
    tag = "Upload"

    action: rx.Var[str]
    name: rx.Var[str]
    accept: rx.Var[str]
    multiple: rx.Var[bool]
    max_bytes: rx.Var[int]
    label: rx.Var[str]
    hint: rx.Var[str]
    icon: rx.Var[rx.Component]

    on_uploaded: rx.EventHandler[rx.event.passthrough_event_spec(list[dict[str, Any]])]


class FreshElement(rx.Component):
    library = _source("fresh.jsx")
    tag = "Fresh"

    of: rx.Var[str]
    waiting: rx.Var[rx.Component]


class LeaveElement(rx.Component):
    library = _source("leave.jsx")
    tag = "Leave"

    to: rx.Var[str]


class UnsavedElement(rx.Component):
    library = _source("unsaved.jsx")
    tag = "Unsaved"

    revision: rx.Var[int]
    question: rx.Var[str]


class PasteGridElement(rx.Component):
    library = _source("paste_grid.jsx")
    tag = "PasteGrid"

    label: rx.Var[str]


class ViewedElement(rx.Component):
    library = _source("viewed.jsx")
    tag = "Viewed"

    current: rx.Var[str]
    currency: rx.Var[str]
    title: rx.Var[str]


class MoreElement(rx.Component):
    library = _source("more.jsx")
    tag = "More"

    label: rx.Var[str]
    href: rx.Var[str]
    longer_href: rx.Var[str]
    shown: rx.Var[int]


class DrawerElement(rx.Component):
    library = _source("drawer.jsx")
    tag = "Drawer"

    parameter: rx.Var[str]
    is_called: rx.Var[bool]

    on_open: rx.EventHandler[rx.event.no_args_event_spec]


class TimedElement(rx.Component):
    library = _source("timed.jsx")
    tag = "Timed"

    of: rx.Var[str]
    seconds: rx.Var[int]

    on_end: rx.EventHandler[rx.event.no_args_event_spec]


class BagKeeperElement(rx.Component):
    library = _source("offline.jsx")
    tag = "BagKeeper"

    bag: rx.Var[Any]


class KeptBagElement(rx.Component):
    library = _source("offline.jsx")
    tag = "KeptBag"

    title: rx.Var[str]
    wished: rx.Var[str]


class KeptPagesElement(rx.Component):
    library = _source("offline.jsx")
    tag = "KeptPages"

    title: rx.Var[str]
    none: rx.Var[str]


class BackOnlineElement(rx.Component):
    library = _source("offline.jsx")
    tag = "BackOnline"

    label: rx.Var[str]


class InstallElement(rx.Component):
    library = _source("install.jsx")
    tag = "Install"

    after_order: rx.Var[bool]
    title: rx.Var[str]
    sentence: rx.Var[str]
    hint: rx.Var[str]
    verb: rx.Var[str]
    refuse: rx.Var[str]


class PushOptInElement(rx.Component):
    library = _source("push.jsx")
    tag = "PushOptIn"

    ask: rx.Var[str]
    told: rx.Var[str]

    on_change: rx.EventHandler[rx.event.no_args_event_spec]


class NavLinkElement(rx.Component):
    library = "react-router"
    tag = "NavLink"

    to: rx.Var[str]
    end: rx.Var[bool]


class ExpiryElement(rx.Component):
    library = _source("expiry.jsx")
    tag = "Expiry"

    stamp: rx.Var[str]
    seconds: rx.Var[int]
    warn: rx.Var[int]
    over: rx.Var[rx.Component]


class SheetElement(rx.Component):
    library = _source("sheet.jsx")
    tag = "Sheet"

    label: rx.Var[str]
    opener_label: rx.Var[str]
    icon: rx.Var[rx.Component]
    close_icon: rx.Var[rx.Component]
    action: rx.Var[rx.Component]
    action_label: rx.Var[str]


class CompareTickElement(rx.Component):
    library = _source("compare.jsx")
    tag = "CompareTick"

    slug: rx.Var[str]
    title: rx.Var[str]


class CompareBarElement(rx.Component):
    library = _source("compare.jsx")
    tag = "CompareBar"

    href: rx.Var[str]


class CompareKeepElement(rx.Component):
    library = _source("compare.jsx")
    tag = "CompareKeep"

    slugs: rx.Var[list[str]]


def _toggled(
    subject: rx.Var[str], variant: rx.Var[str], wanted: rx.Var[bool]
) -> tuple[rx.Var[str], rx.Var[str], rx.Var[bool]]:
    return subject, variant, wanted


class SaveToggleElement(rx.Component):
    library = _source("save_toggle.jsx")
    tag = "SaveToggle"

    pressed: rx.Var[bool]
    refusals: rx.Var[int]
    subject: rx.Var[str]
    variant: rx.Var[str]
    label: rx.Var[str]
    yes: rx.Var[str]
    no: rx.Var[str]
    test_id: rx.Var[str]
    icon: rx.Var[rx.Component]

    on_toggle: rx.EventHandler[_toggled]


VARIANTS = _source("variants.jsx")


class VariantOptionsElement(rx.Component):
    library = VARIANTS
    tag = "VariantOptions"

    product: rx.Var[Any]
