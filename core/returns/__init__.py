"""After the sale: returns, exchanges, order issues, disputes and chargebacks."""
