"""Payment gateways behind one Protocol; one module per gateway."""
