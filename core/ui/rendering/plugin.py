"""Make compiled pages render with a request's state on the server, and start from it in the
browser. For Reflex 0.10.1: a replacement that no longer fits stops the build.
"""

from pathlib import Path
from typing import Any

import reflex as rx
from reflex_base.constants import Templates

CONTEXT_JS = "utils/context.jsx"
REGISTRY_JS = "utils/context-registry.js"
RENDERER = Path(__file__).with_name("renderer.mjs")
SERVED_STATE_ID = "served-state"
LATER_MODULES_ID = "later-modules"

_OVERLAY = f"""
const served = typeof document === "undefined"
  ? null : document.getElementById("{SERVED_STATE_ID}");
const servedState = served ? JSON.parse(served.textContent) : null;
export const initialState = servedState
  ? Object.fromEntries(Object.entries(compiledState).map(
      ([name, vars]) => [name, {{ ...vars, ...servedState[name] }}]))
  : compiledState;
"""
# One object a request and state: React compares snapshots by identity.
_SERVER_SNAPSHOT = """getSnapshot: (substateName) => {
    const request = globalThis.requestState?.getStore();
    const given = request?.[substateName];
    if (!given) return initialState[substateName];
    request.merged ??= {};
    return (request.merged[substateName] ??= { ...initialState[substateName], ...given });
  },"""
_HYDRATING = """return useSyncExternalStore(
    subscribe,
    getSnapshot,
    typeof document === "undefined" ? getSnapshot : () => app.initialState?.[name],
  );"""
# The hashes stay those of the compiled state: a new tab's state on the server has its values,
# so
# that nothing comes back before ``on_load`` has run, and what was served stays in view.
_CONTEXT_CHANGES = (
    ("export const initialState = ", "const compiledState = "),
    ("export const initialStateHashes", f"{_OVERLAY}export const initialStateHashes"),
    ("getSnapshot: (substateName) => initialState[substateName],", _SERVER_SNAPSHOT),
)
# What was served, whatever the websocket has brought since: hydration has to find it again.
_REGISTRY_CHANGES = (
    ("return useSyncExternalStore(subscribe, getSnapshot, getSnapshot);", _HYDRATING),
)


class ServerRenderingPlugin(rx.plugins.Plugin):
    def pre_compile(self, **context: Any) -> None:
        context["add_modify_task"](CONTEXT_JS, render_with_request_state)
        context["add_modify_task"](REGISTRY_JS, hydrate_from_served_state)
        context["add_save_task"](_renderer)


def render_with_request_state(source: str) -> str:
    return _changed(source, CONTEXT_JS, _CONTEXT_CHANGES)


def hydrate_from_served_state(_installed: str) -> str:
    """From Reflex's own copy: the installed one stays from build to build, with the changes of
    an earlier version of this module.
    """
    original = Templates.Dirs.WEB_TEMPLATE / REGISTRY_JS
    return _changed(original.read_text(encoding="utf-8"), REGISTRY_JS, _REGISTRY_CHANGES)


def _renderer() -> tuple[str, str]:
    """Beside the packages it imports."""
    return RENDERER.name, RENDERER.read_text(encoding="utf-8")


def _changed(source: str, name: str, changes: tuple[tuple[str, str], ...]) -> str:
    for old, new in changes:
        if source.count(old) != 1:
            raise RuntimeError(f"{name} of Reflex has changed; look at core/ui/rendering")
        source = source.replace(old, new)
    return source
