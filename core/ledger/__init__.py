"""The books: append-only double entry, posted in the transaction that moves the money."""
