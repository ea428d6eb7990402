-- OR4 returns_do_not_exceed_what_was_sent: Units in returns that live or ended with the workshop are those that the line counts, and never more than left.
SELECT l.id FROM order_lines l
LEFT JOIN (SELECT rl.order_line_id, sum(rl.quantity) AS units FROM return_lines rl
    JOIN return_requests r ON r.id = rl.return_id
        AND r.status NOT IN ('rejected', 'canceled', 'expired') AND r.resolution <> 'keep'
    GROUP BY 1) AS back ON back.order_line_id = l.id
WHERE l.created_at >= :since
    AND (l.quantity_returned <> coalesce(back.units, 0)
        OR l.quantity_returned > l.quantity_fulfilled)
