"""Workshops that sell: application, approval, members, shop facts, commission plans."""
