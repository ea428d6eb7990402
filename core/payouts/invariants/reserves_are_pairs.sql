-- LE3 reserves_are_pairs: What is taken for a reserve is given back, in one row each.
SELECT reserve_of FROM earnings WHERE reserve_of IS NOT NULL AND created_at >= :since
GROUP BY reserve_of HAVING sum(amount_minor) <> 0 OR count(*) <> 2
