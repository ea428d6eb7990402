"""Where rates come from, and who is asked about VAT numbers."""
