-- OR4 ended_parts_have_nothing_open: Nothing of a part that was canceled or declined still has to leave.
SELECT v.id FROM vendor_orders v JOIN order_lines l ON l.vendor_order_id = v.id
WHERE v.created_at >= :since AND v.status IN ('canceled', 'declined')
GROUP BY v.id HAVING bool_or(l.quantity_fulfilled + l.quantity_canceled < l.quantity)
