-- CO8 points_are_their_lots: Points of a person are what their lots still hold, and the sum of the rows of those lots.
SELECT a.id FROM points_accounts a
WHERE (:is_full OR a.id IN (SELECT account_id FROM points_entries WHERE created_at >= :since))
    AND (a.balance, a.balance, a.owed) IS DISTINCT FROM (
        (SELECT coalesce(sum(l.remaining), 0) FROM points_lots l WHERE l.account_id = a.id),
        (SELECT coalesce(sum(e.points), 0) FROM points_entries e
            WHERE e.account_id = a.id AND e.lot_id IS NOT NULL),
        (SELECT coalesce(-sum(e.points), 0) FROM points_entries e
            WHERE e.account_id = a.id AND e.lot_id IS NULL))
