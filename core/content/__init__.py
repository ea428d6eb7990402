"""Texts of the market itself: help, legal pages, notices and consents."""
