"""PostgreSQL: base table, sessions, column types, retries."""
