-- line_taxes_are_their_lines: The taxes of an order line are the sums of its tax lines.
SELECT l.id FROM order_lines l LEFT JOIN tax_lines t ON t.order_line_id = l.id
WHERE l.created_at >= :since
GROUP BY l.id
HAVING l.tax_minor <> coalesce(sum(t.amount_minor) FILTER (WHERE NOT t.is_included), 0)
    OR l.tax_included_minor <> coalesce(sum(t.amount_minor) FILTER (WHERE t.is_included), 0)
    OR l.market_tax_minor <> coalesce(sum(t.amount_minor) FILTER (WHERE t.owed_by = 'market'), 0)
