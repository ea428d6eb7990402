-- LE5 whole_refunds_return_the_whole_commission: A line that was refunded whole has given all of its commission back.
SELECT id FROM order_lines WHERE created_at >= :since
    AND total_minor > 0 AND refunded_minor = total_minor
    AND commission_refunded_minor <> commission_minor
