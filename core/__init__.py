"""The market's domain core.

In dependency order: ``kernel`` (money, errors, lifecycles), ``db``, ``jobs``, ``events``;
``identity``, ``media`` and ``ledger``; ``vendors``; ``catalog``; ``inventory`` and ``search``;
``imports`` (product files); ``shipping``; ``cart``; ``orders`` and ``payments``; ``checkout``
and
``refunds``, which move both; ``notifications`` and ``reporting``. The edges come last: ``api``,
``ui``, ``demo``, ``bootstrap``, ``runtime`` and ``cli``, which start everything.

Lower packages never import higher ones: they emit events. ``pyproject.toml`` has the contract.
"""
