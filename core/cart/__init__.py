"""The bag: one per guest or account, kept 30 days, merged at sign-in."""
