"""Taxes: who owes which, at which rate, decided for a supply and stored as charged."""
