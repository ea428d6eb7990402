"""Vendors get paid: reserves, payouts, bank files, statements, and the market's own books."""
