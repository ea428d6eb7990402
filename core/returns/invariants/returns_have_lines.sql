-- OR4 returns_have_lines: A return names pieces of its own part of the order.
SELECT r.id FROM return_requests r
WHERE r.created_at >= :since AND (
    NOT EXISTS (SELECT 1 FROM return_lines l WHERE l.return_id = r.id)
    OR EXISTS (SELECT 1 FROM return_lines l JOIN order_lines o ON o.id = l.order_line_id
        WHERE l.return_id = r.id AND o.vendor_order_id <> r.vendor_order_id))
