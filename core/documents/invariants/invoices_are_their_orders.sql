-- invoices_are_their_orders: An invoice is of the total and of the taxes of its vendor order.
SELECT d.id FROM documents d JOIN vendor_orders v ON v.id = d.vendor_order_id
WHERE d.created_at >= :since AND d.kind = 'invoice' AND (
    d.gross_minor <> v.total_minor OR d.currency <> v.currency
    OR d.tax_minor <> v.tax_minor + v.tax_included_minor)
