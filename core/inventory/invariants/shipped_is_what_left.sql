-- ST2 shipped_is_what_left: Units that lines say have left were taken from the shelf.
SELECT l.id FROM order_lines l JOIN allocations a ON a.order_line_id = l.id
LEFT JOIN stock_movements m ON m.reference = l.id::text AND m.kind = 'shipped'
WHERE l.created_at >= :since
GROUP BY l.id HAVING l.quantity_fulfilled <> -coalesce(sum(m.on_hand_delta), 0)
