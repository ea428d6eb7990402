"""Who people are: accounts, sessions, addresses, and the audit trail of what they did."""
