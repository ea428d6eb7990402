"""What a buyer bought, each vendor's share of it, and how it leaves the workshop."""
