-- AU1 bags_have_one_owner: An open bag belongs to an account or to whoever has its key.
SELECT id FROM carts WHERE status = 'active' AND (:is_full OR created_at >= :since)
    AND (user_id IS NULL) = (token_hash IS NULL)
