"""Payments: sessions at a gateway, what they took, what was given back."""
