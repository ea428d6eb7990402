"""The design system of the three apps, and how their pages talk to the core.

Every function takes plain values or Vars, and handlers are passed in. A page needs no class
names beyond a few layout words; no component of Radix Themes is used anywhere.

Pages and state

- ``app``           ``create_app``; ``Route`` and ``register`` for an app's table of pages
- ``session``       ``SessionState``: ``await self._principal()`` asks who the caller is
- ``guards``        under ``@rx.event``: ``@public`` or ``@requires(Caller.USER|VENDOR|STAFF)``
- ``live``          ``async with subscribe("order:…") as changes: async for _ in changes``
- ``forms``         ``model, errors = parse(form_data, Schema)``; ``Amount``; ``refused``
- ``errors``        ``show_error``: what a person sees when a handler raises
- ``paging``        ``Pager.of(page, path, query)``
- ``urls``          ``address``, ``changed``, ``values``, ``page_number``, ``local_path``
- ``format``        ``money``, ``day``, ``moment``, ``day_range``, ``ago``, ``quantity``, …
- ``charts``        ``line``, ``bars``, ``spark``: numbers to coordinates, for states

Components, in ``core.ui.components``

- ``button``        ``button``, ``link_button``, ``icon_button``
- ``link``          ``internal_link``, ``text_link``, ``outside_link``
- ``text_input``    ``text_field``, ``textarea_field``, ``money_field``, ``search_field``
- ``choice``        ``select_field``, ``checkbox``, ``radio_group``, ``option_chips``,
``switch`` - ``field``         ``field``, ``fieldset`` around a control of one's own
- ``native_form``   ``native_form``: a form the browser posts by itself
- ``quantity``      ``quantity_stepper``: counts in the browser, the server confirms
- ``file_drop``     ``file_drop`` (uploads with progress), ``file_field`` (inside a form)
- ``badge``         ``badge``, ``status_dot``, ``tag``, ``filter_chip``, ``toggle_chip``,
``count`` - ``price``         ``price``, ``rating``
- ``maker``         ``selvedge``, ``maker_line``, ``maker_mark``
- ``media``         ``ImageView``, ``media_image``, ``thumbnail``
- ``gallery``       ``gallery`` of ``ImageView``s
- ``product_card``  ``product_card_shell``, ``impact_scale``
- ``save_toggle``   ``save_disc``, ``save_button``: a bookmark that turns over at once
- ``compare``       ``compare_tick``, ``compare_bar``, ``compare_keep``
- ``layout``        ``page_header``, ``section_header``, ``panel``, ``details``, ``totals``,
                    ``row_list``, ``save_bar``
- ``table``         ``table``, ``Column``, ``table_row``, ``head_cell``, ``cell``
- ``navigation``    ``breadcrumb``, ``tabs``, ``pagination``, ``steps``, ``skip_link``
- ``progress``      ``timeline``, ``progress``
- ``kpi``           ``kpi_tile``
- ``chart``         ``line_chart``, ``bar_chart``, ``sparkline`` as SVG
- ``plot``          ``plot``: Plotly, for the admin app only
- ``dialog``        ``dialog`` with ``opens(id)``, ``cancel_button``, ``confirm_dialog``
- ``menu``          ``menu``, ``menu_line``, ``disclosure``
- ``feedback``      ``banner``, ``empty_state``, ``error_state``, ``skeleton…``, ``loading``
- ``code``          ``copyable_code``
- ``icon``          ``icon``
- ``search_box``    the shop's search field with suggestions
- ``viewed``        what this browser has looked at
- ``more``          ``show_more``: a list that grows in its place
- ``sheet``         a rail that fills a narrow screen
- ``site_shell``    the storefront's frame
- ``desk_shell``    the frame of admin and vendor portal

``/styleguide`` in each app shows all of it in every state. Colors, sizes and fonts are in
``assets/css/tokens.css`` and nowhere else.
"""
