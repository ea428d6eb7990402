"""What search engines, catalogues and link previews are told."""
