-- OR9 returned_units_are_restocked_once: What went back on the shelf for a return is what its lines say, once.
SELECT r.id FROM return_requests r
WHERE r.created_at >= :since AND (
    SELECT coalesce(sum(m.on_hand_delta), 0) FROM stock_movements m
    WHERE m.kind = 'returned' AND m.reference = r.number)
    <> (SELECT coalesce(sum(l.restocked), 0) FROM return_lines l WHERE l.return_id = r.id)
