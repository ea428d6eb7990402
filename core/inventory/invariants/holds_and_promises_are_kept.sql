-- ST2 holds_and_promises_are_kept: What is held and promised is what live reservations and allocations say.
WITH held AS (
    SELECT variant_id, location_id, sum(quantity) AS units FROM stock_reservations
    WHERE status = 'active' GROUP BY 1, 2
), promised AS (
    SELECT variant_id, location_id, sum(quantity) AS units FROM (
        SELECT variant_id, location_id, quantity FROM allocations
        UNION ALL SELECT variant_id, location_id, quantity FROM exchanges
        WHERE status = 'reserved') AS promises
    GROUP BY 1, 2
)
SELECT l.variant_id FROM stock_levels l
LEFT JOIN held h USING (variant_id, location_id)
LEFT JOIN promised p USING (variant_id, location_id)
WHERE (l.reserved, l.allocated)
    IS DISTINCT FROM (coalesce(h.units, 0), coalesce(p.units, 0))
