-- OR9 exchanges_end_with_their_return: Nothing is set aside for a return that has ended.
SELECT e.id FROM exchanges e JOIN return_requests r ON r.id = e.return_id
WHERE e.created_at >= :since AND e.status = 'reserved'
    AND r.status IN ('rejected', 'canceled', 'expired', 'refunded', 'closed')
