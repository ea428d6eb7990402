"""Legal texts: Markdown files, one for each version, filled with what the market really
does.
"""
