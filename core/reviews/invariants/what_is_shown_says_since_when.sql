-- OR1 what_is_shown_says_since_when: A review or question that is shown says since when, and a hidden one has a reason.
SELECT id FROM reviews WHERE created_at >= :since AND status = 'published'
    AND published_at IS NULL
UNION ALL
SELECT id FROM questions WHERE created_at >= :since AND status = 'published'
    AND published_at IS NULL
