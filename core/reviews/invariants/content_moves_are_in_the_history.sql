-- OR1 content_moves_are_in_the_history: The last move in the history of a review is to the status it has.
SELECT r.id FROM reviews r JOIN LATERAL (
    SELECT c.to_status FROM content_changes c WHERE c.review_id = r.id
    ORDER BY c.created_at DESC, c.id DESC LIMIT 1) AS last ON true
WHERE r.created_at >= :since AND last.to_status <> r.status
