-- alerts_that_fired_say_when
INSERT INTO alerts (id, created_at, email, variant_id, kind, status, currency)
VALUES (gen_random_uuid(), now(), 'a@example.com', gen_random_uuid(), 'stock', 'fired', 'EUR');

-- saved_variants_are_of_their_product
INSERT INTO saved_pieces (id, created_at, list_id, product_id, variant_id, note, position,
    seen_currency)
SELECT gen_random_uuid(), now(), gen_random_uuid(), gen_random_uuid(), id, '', 0, ''
FROM product_variants;

-- shared_lists_have_a_link
INSERT INTO saved_lists (id, created_at, user_id, name, is_default, position, share_id,
    shared_by)
VALUES (gen_random_uuid(), now(), gen_random_uuid(), 'Saved', false, 0, gen_random_uuid(), '');
