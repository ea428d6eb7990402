-- CO6 cards_are_their_rows: A gift card holds the sum of its rows, from zero to what it was sold for.
SELECT c.id FROM gift_cards c LEFT JOIN gift_card_entries e ON e.card_id = c.id
WHERE :is_full OR c.created_at >= :since
    OR c.id IN (SELECT card_id FROM gift_card_entries WHERE created_at >= :since)
GROUP BY c.id
HAVING c.balance_minor <> coalesce(sum(e.amount_minor), 0)
    OR c.balance_minor NOT BETWEEN 0 AND c.initial_minor
    OR (c.balance_minor > 0 AND c.status <> 'active')
    OR (c.balance_minor = 0 AND c.status = 'active')
