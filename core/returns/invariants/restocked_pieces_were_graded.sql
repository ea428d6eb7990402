-- OR9 restocked_pieces_were_graded: Only pieces that were looked at and are to be sold again go back on the shelf.
SELECT l.id FROM return_lines l JOIN return_requests r ON r.id = l.return_id
WHERE l.created_at >= :since AND l.restocked > 0
    AND (l.disposition IS DISTINCT FROM 'restock' OR l.condition IS NULL
        OR r.status NOT IN ('inspected', 'refunded', 'replaced', 'closed'))
