"""Mail to buyers and vendors: rendered from templates, kept readable, sent when SMTP is set."""
