-- reverse_charge_has_a_number: Where the reverse charge was used, the order has a VAT number.
SELECT t.id FROM tax_lines t JOIN orders o ON o.id = t.order_id
WHERE t.created_at >= :since AND t.treatment = 'reverse_charge' AND o.vat_id = ''
