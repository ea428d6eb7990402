"""Fourteen months of orders, told by ``demo/order_history_spec.json``: the same every time."""
