-- LE6 stamped_earnings_are_in_one_payout: An earning is stamped by one live payout, or by none when it is free.
SELECT e.id FROM earnings e
LEFT JOIN payout_items i ON i.earning_id = e.id AND i.is_live
LEFT JOIN payouts p ON p.id = i.payout_id
WHERE :is_full OR e.created_at >= :since OR i.created_at >= :since
GROUP BY e.id
HAVING count(i.id) <> CASE WHEN e.status IN ('in_payout', 'paid') THEN 1 ELSE 0 END
    OR count(*) FILTER (WHERE (e.status = 'paid') <> (p.status = 'paid')) > 0
