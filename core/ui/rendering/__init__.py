"""Public pages arrive complete: rendered on the server by their own components.

``plugin`` makes compiled pages take a request's state, ``renderer.mjs`` turns pages into HTML,
``page_state`` runs a page's ``on_load`` for a stranger, ``page_cache`` keeps the results and
``rendered_pages`` answers requests with them.
"""
