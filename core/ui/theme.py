"""Tailwind's names for the tokens of ``assets/css/tokens.css``, which holds every value."""

from reflex_base.plugins.shared_tailwind import TailwindConfig

_COLORS = (
    "paper", "surface", "sunk", "raised", "ink", "ink-2", "ink-3", "line", "line-strong",
    "woad", "woad-t", "madder", "madder-t", "weld", "weld-ink", "weld-t",
    "moss", "moss-t", "walnut", "walnut-t",
)  # fmt: skip

TAILWIND: TailwindConfig = {
    # Memoized parts of pages are written to app_components, which Reflex's own list leaves out.
    "content": [
        "./app/**/*.{js,jsx}",
        "./app_components/**/*.{js,jsx}",
        "./utils/**/*.{js,jsx}",
    ],
    "darkMode": "class",
    "theme": {
        "colors": {
            "transparent": "transparent",
            "current": "currentColor",
            **{name: f"var(--{name})" for name in _COLORS},
        },
        "screens": {
            "sm": "640px",
            "md": "768px",
            "lg": "1024px",
            "xl": "1280px",
            "2xl": "1536px",
        },
        "fontFamily": {
            "display": "var(--font-display)",
            "sans": "var(--font-text)",
            "mono": "var(--font-mono)",
        },
        "borderRadius": {
            "none": "0",
            "media": "2px",
            "control": "4px",
            "panel": "6px",
            "dialog": "8px",
            "full": "9999px",
        },
    },
    "plugins": [],
}
