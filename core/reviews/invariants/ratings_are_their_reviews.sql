-- ratings_are_their_reviews: The rating of a product is what its published reviews say.
SELECT p.id FROM products p
LEFT JOIN reviews r ON r.product_id = p.id AND r.status = 'published'
WHERE :is_full OR p.id IN (SELECT product_id FROM reviews WHERE created_at >= :since)
GROUP BY p.id
HAVING (p.rating_count, p.rating_sum)
    IS DISTINCT FROM (count(r.id), coalesce(sum(r.rating), 0))
