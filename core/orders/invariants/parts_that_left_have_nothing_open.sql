-- OR4 parts_that_left_have_nothing_open: All units of a part that is fulfilled have left or were canceled.
SELECT v.id FROM vendor_orders v JOIN order_lines l ON l.vendor_order_id = v.id
WHERE v.created_at >= :since AND v.status IN ('fulfilled', 'delivered', 'completed')
GROUP BY v.id HAVING bool_or(l.quantity_fulfilled + l.quantity_canceled < l.quantity)
    OR sum(l.quantity_fulfilled) = 0
