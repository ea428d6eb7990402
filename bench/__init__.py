"""How fast the market is, measured on the machine at hand."""
