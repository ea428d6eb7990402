-- LE11 earnings_are_their_vendors: An earning belongs to the vendor and the currency of its vendor order.
SELECT n.id FROM earnings n JOIN vendor_orders v ON v.id = n.vendor_order_id
WHERE n.created_at >= :since AND (n.vendor_id, n.currency) <> (v.vendor_id, v.currency)
