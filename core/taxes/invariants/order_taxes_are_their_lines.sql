-- order_taxes_are_their_lines: The taxes of a vendor order, on top and included, are the sums of its tax lines.
SELECT v.id FROM vendor_orders v LEFT JOIN tax_lines t ON t.vendor_order_id = v.id
WHERE v.created_at >= :since
GROUP BY v.id
HAVING v.tax_minor <> coalesce(sum(t.amount_minor) FILTER (WHERE NOT t.is_included), 0)
    OR v.tax_included_minor <> coalesce(sum(t.amount_minor) FILTER (WHERE t.is_included), 0)
    OR v.market_tax_minor <> coalesce(sum(t.amount_minor) FILTER (WHERE t.owed_by = 'market'), 0)
    OR v.delivery_tax_minor <> coalesce(
        sum(t.amount_minor) FILTER (WHERE NOT t.is_included AND t.order_line_id IS NULL), 0)
