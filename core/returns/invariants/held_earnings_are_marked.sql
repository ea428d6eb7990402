-- LE7 held_earnings_are_marked: The sale's earning is held while a hold of its part is active, and only then.
SELECT e.id FROM earnings e
WHERE e.created_at >= :since AND e.refund_id IS NULL AND e.correction = ''
    AND e.amount_minor > 0
    AND e.is_held <> EXISTS (SELECT 1 FROM earning_holds h
        WHERE h.vendor_order_id = e.vendor_order_id AND h.lifted_at IS NULL)
