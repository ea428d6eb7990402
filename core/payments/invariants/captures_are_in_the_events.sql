-- OR5 captures_are_in_the_events: The gateway's word about every capture is kept.
SELECT p.id FROM payments p WHERE p.created_at >= :since AND p.status = 'captured'
    AND p.provider <> 'none'
    AND NOT EXISTS (SELECT 1 FROM payment_events n
        WHERE n.payment_id = p.id AND n.kind = 'captured')
