-- OR7 part_numbers_are_of_their_order: The number of a part begins with the number of its order.
SELECT v.id FROM vendor_orders v JOIN orders o ON o.id = v.order_id
WHERE v.created_at >= :since AND NOT starts_with(v.number, o.number || '-')
