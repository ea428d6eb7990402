"""What delivery costs and how long it takes, per vendor and zone."""
