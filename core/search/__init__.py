"""Finding things: one ``SearchEngine`` port, an in-process tantivy index behind it."""
