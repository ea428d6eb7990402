-- MO4 captured_is_what_was_asked: A gateway has taken exactly the amount that it was asked for.
SELECT id FROM payments WHERE created_at >= :since
    AND status = 'captured' AND captured_minor <> amount_minor
