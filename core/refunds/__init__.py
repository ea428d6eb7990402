"""After the sale: cancellation and refunds, split to the cent."""
