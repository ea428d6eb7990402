"""Words every domain shares. No I/O, no domain rules."""
