"""Product files in and out: a vendor's CSV or XLSX becomes product records, and back.

``sniff`` (what kind of file) -> ``rows`` (numbered rows) -> ``columns`` (what each column
means) -> ``assemble`` (rows of one product) -> ``build`` (one ``ProductRecord``); ``export``
goes the other way. Everything here is pure: no database, and memory does not grow with the
length of the file.
"""
