-- OR5 attempts_are_numbered: The attempts to pay an order are counted, each with its own number.
SELECT order_id FROM payments WHERE created_at >= :since
GROUP BY order_id, provider, attempt HAVING count(*) > 1
