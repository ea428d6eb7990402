-- CO8 lots_are_their_rows: What a lot of points still holds is the sum of its rows.
SELECT l.id FROM points_lots l LEFT JOIN points_entries e ON e.lot_id = l.id
WHERE :is_full OR l.id IN (SELECT lot_id FROM points_entries WHERE created_at >= :since)
GROUP BY l.id HAVING l.remaining <> coalesce(sum(e.points), 0)
