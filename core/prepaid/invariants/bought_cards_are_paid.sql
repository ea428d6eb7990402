-- CO6 bought_cards_are_paid: A bought gift card is worth something only when its order was paid, and then what was paid for it.
SELECT c.id FROM gift_cards c JOIN order_lines l ON l.id = c.order_line_id
JOIN orders o ON o.id = l.order_id
WHERE (:is_full OR c.created_at >= :since) AND (
    (c.status = 'pending') <> (o.placed_at IS NULL)
    OR c.initial_minor <> l.unit_minor
    OR l.discount_minor <> 0 OR l.tax_minor <> 0 OR l.commission_minor <> 0
    OR c.currency <> o.currency)
