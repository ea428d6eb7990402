-- OR12 orders_own_their_address: An order has an address of its own to send to.
SELECT id FROM orders WHERE created_at >= :since
    AND (ship_to->>'country' IS NULL OR ship_to->>'name' IS NULL OR ship_to ? 'id')
