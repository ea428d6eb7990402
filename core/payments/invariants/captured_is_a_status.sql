-- OR5 captured_is_a_status: A payment has taken money if and only if its status says so.
SELECT id FROM payments WHERE created_at >= :since
    AND ((status = 'captured') <> (captured_at IS NOT NULL)
        OR (status <> 'captured' AND captured_minor > 0))
