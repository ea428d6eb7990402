-- document_numbers_have_no_gap: The documents of an issuer, kind and year are numbered from one to the last number of their counter.
SELECT c.id FROM document_counters c
LEFT JOIN documents d ON d.issuer = c.issuer AND d.kind = c.kind AND d.year = c.year
GROUP BY c.id
HAVING count(d.id) <> c.last_number OR coalesce(max(d.sequence), 0) <> c.last_number
