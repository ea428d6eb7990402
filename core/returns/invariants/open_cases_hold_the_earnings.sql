-- LE7 open_cases_hold_the_earnings: While a return, issue or dispute is open the earnings of its part wait, and not longer.
WITH open_cases AS (
    SELECT vendor_order_id, 'return:' || id AS cause FROM return_requests
    WHERE status NOT IN ('rejected', 'canceled', 'expired', 'closed')
    UNION ALL SELECT vendor_order_id, 'issue:' || id FROM order_issues
    WHERE status NOT IN ('resolved', 'withdrawn')
    UNION ALL SELECT vendor_order_id, 'dispute:' || id FROM disputes WHERE status <> 'closed'
    UNION ALL SELECT p.vendor_order_id, 'chargeback:' || c.id FROM chargebacks c
    JOIN chargeback_parts p ON p.chargeback_id = c.id
    WHERE c.status NOT IN ('won', 'lost')
), holds AS (
    SELECT vendor_order_id, cause FROM earning_holds
    WHERE lifted_at IS NULL AND cause ~ '^(return|issue|dispute|chargeback):'
)
SELECT coalesce(o.vendor_order_id, h.vendor_order_id)
FROM open_cases o FULL JOIN holds h USING (vendor_order_id, cause)
WHERE o.cause IS NULL OR h.cause IS NULL
