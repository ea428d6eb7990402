-- merged_bags_are_empty
INSERT INTO carts (id, created_at, token_hash, currency, status, expires_at)
VALUES (gen_random_uuid(), now(), 'left', 'EUR', 'merged', now());

-- bags_stay_within_limits
INSERT INTO cart_lines (id, created_at, cart_id, variant_id, quantity, seen_minor, is_saved)
SELECT gen_random_uuid(), now(), '00000000-0000-0000-0000-000000000001',
    gen_random_uuid(), 1, 1, false FROM generate_series(1, 101);

-- bags_have_one_owner
INSERT INTO carts (id, created_at, currency, status, expires_at)
VALUES (gen_random_uuid(), now(), 'EUR', 'active', now());

-- seen_prices_are_amounts
INSERT INTO cart_lines (id, created_at, cart_id, variant_id, quantity, seen_minor, is_saved)
VALUES (gen_random_uuid(), now(), gen_random_uuid(), gen_random_uuid(), 1, -1, false);
