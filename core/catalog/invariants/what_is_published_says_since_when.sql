-- SE2 what_is_published_says_since_when: A product that is published says since when.
SELECT id FROM products WHERE status = 'published' AND published_at IS NULL
    AND (:is_full OR updated_at >= :since)
