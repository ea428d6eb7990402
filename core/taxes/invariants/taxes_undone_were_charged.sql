-- taxes_undone_were_charged: Refunds undo no more of a tax than was charged.
SELECT t.id FROM tax_lines t JOIN tax_reversals r ON r.tax_line_id = t.id
WHERE r.created_at >= :since OR t.created_at >= :since
GROUP BY t.id
HAVING sum(r.amount_minor) > t.amount_minor OR sum(r.base_minor) > t.base_minor
