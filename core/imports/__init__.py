"""Product files of workshops, from upload to the shelf: catalog, stock and pictures."""
