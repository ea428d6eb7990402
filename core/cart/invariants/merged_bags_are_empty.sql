-- OR2 merged_bags_are_empty: A bag that became part of another one has no lines and no key.
SELECT c.id FROM carts c WHERE c.status = 'merged' AND (:is_full OR c.created_at >= :since)
    AND (c.token_hash IS NOT NULL
        OR EXISTS (SELECT 1 FROM cart_lines l WHERE l.cart_id = c.id))
