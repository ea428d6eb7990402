"""Discounts: what is taken off, for whom, at whose cost, and why something is not."""
