"""The marketplace's domain core.

In dependency order: ``kernel`` (money, errors, lifecycles), ``db``, ``events``, ``jobs``,
``identity`` and ``media``,
``vendors``, ``catalog``, ``inventory`` and ``search``, ``cart``, ``shipping`` and ``tax``,
``orders`` and ``payments``,
``checkout``, ``payouts`` (ledger), ``notifications`` and ``reporting``; then the edges ``api``,
``tasks``, ``ui``, and
``runtime`` and ``cli``, which start everything. Lower packages never import higher ones: they
emit events.
"""
