"""Every npm package the three apps need, with exact versions.

The union is installed for each app, although a bundle contains only what its pages import:
one set of packages means one lock file, ``reflex.lock/``, for all three.
"""

FRONTEND_PACKAGES = [
    "lucide-react@1.26.0",
    "plotly.js-basic-dist-min@3.7.0",
    "react-error-boundary@6.1.6",
    "react-plotly.js@4.1.0",
    "sonner@2.0.8",
]
