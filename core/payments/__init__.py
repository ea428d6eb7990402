"""Money from buyers: attempts at a gateway, webhooks in, refunds out."""
