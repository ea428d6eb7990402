"""Figures for the people who run the market, from real rows."""
