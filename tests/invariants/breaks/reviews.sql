-- ratings_are_their_reviews
UPDATE products SET rating_count = 1, rating_sum = 5;

-- reviews_are_of_what_was_bought
INSERT INTO reviews (id, created_at, product_id, vendor_id, user_id, order_line_id,
    variant_id, options, author, rating, title, body, status, held_for, decision_reason, reply)
SELECT gen_random_uuid(), now(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), id,
    variant_id, '[]', 'A', 5, '', '', 'pending', '[]', '', '' FROM order_lines;

-- what_is_shown_says_since_when
INSERT INTO questions (id, created_at, product_id, vendor_id, user_id, author, body, status,
    held_for, decision_reason, answer)
VALUES (gen_random_uuid(), now(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(),
    'A', '?', 'published', '[]', '', '');

-- helpful_votes_are_counted
INSERT INTO reviews (id, created_at, product_id, vendor_id, user_id, order_line_id,
    variant_id, options, author, rating, title, body, status, held_for, decision_reason, reply,
    helpful_count)
SELECT gen_random_uuid(), now(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), id,
    variant_id, '[]', 'A', 5, '', '', 'pending', '[]', '', '', 3 FROM order_lines;

-- decided_reports_say_by_whom
INSERT INTO content_reports (id, created_at, target, review_id, email, reason, details,
    status, due_at, decided_by, decision)
VALUES (gen_random_uuid(), now(), 'review', gen_random_uuid(), 'a@example.com', 'illegal', '',
    'upheld', now(), '', '');

-- content_moves_are_in_the_history
INSERT INTO reviews (id, created_at, product_id, vendor_id, user_id, order_line_id,
    variant_id, options, author, rating, title, body, status, held_for, decision_reason, reply)
SELECT '00000000-0000-0000-0000-000000000001', now(), gen_random_uuid(), gen_random_uuid(),
    gen_random_uuid(), id, variant_id, '[]', 'A', 5, '', '', 'pending', '[]', '', ''
FROM order_lines LIMIT 1;
INSERT INTO content_changes (id, created_at, review_id, to_status, actor, reason)
VALUES (gen_random_uuid(), now(), '00000000-0000-0000-0000-000000000001', 'removed', 'a', '');
