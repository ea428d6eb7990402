-- CO1 helpful_votes_are_counted: How many found a review helpful is how many said so.
SELECT r.id FROM reviews r LEFT JOIN review_votes v ON v.review_id = r.id
WHERE :is_full OR r.id IN (SELECT review_id FROM review_votes WHERE created_at >= :since)
GROUP BY r.id HAVING r.helpful_count <> count(v.id)
