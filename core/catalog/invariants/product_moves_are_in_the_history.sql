-- OR1 product_moves_are_in_the_history: The last move in the history of a product is to the status it has.
SELECT p.id FROM products p JOIN LATERAL (
    SELECT c.to_status FROM product_status_changes c WHERE c.product_id = p.id
    ORDER BY c.created_at DESC, c.id DESC LIMIT 1) AS last ON true
WHERE last.to_status <> p.status AND (:is_full OR p.updated_at >= :since)
