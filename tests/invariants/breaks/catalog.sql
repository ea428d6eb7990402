-- prices_are_their_last_change
INSERT INTO price_changes (id, created_at, variant_id, currency, amount_minor, actor, reason)
SELECT gen_random_uuid(), now() + interval '1 second', variant_id, currency, amount_minor + 1,
    'somebody', '' FROM variant_prices;

-- prices_are_amounts
ALTER TABLE variant_prices DROP CONSTRAINT ck_variant_prices_amount_not_negative;
UPDATE variant_prices SET amount_minor = -1;

-- what_is_published_says_since_when
UPDATE products SET status = 'published', published_at = NULL, updated_at = now();

-- variants_are_of_their_products_vendor
UPDATE product_variants SET vendor_id = gen_random_uuid();
UPDATE products SET updated_at = now();

-- pictures_are_of_their_product
INSERT INTO product_images (id, created_at, product_id, media_id, position, alt, view)
VALUES ('00000000-0000-0000-0000-000000000001', now(), gen_random_uuid(),
    gen_random_uuid(), 0, '', '');
UPDATE product_variants SET image_id = '00000000-0000-0000-0000-000000000001';

-- product_moves_are_in_the_history
INSERT INTO product_status_changes (id, created_at, product_id, to_status, actor, reason)
SELECT gen_random_uuid(), now() + interval '1 second', id, 'rejected', 'somebody', ''
FROM products;
UPDATE products SET updated_at = now();

-- categories_are_a_tree
INSERT INTO categories (id, created_at, slug, name, intro, parent_id, position)
VALUES ('00000000-0000-0000-0000-000000000001', now(), 'loop', 'Loop', '',
    '00000000-0000-0000-0000-000000000001', 0);

-- variants_sell_their_own_options
UPDATE product_variants SET option1 = 'a', option2 = 'b', option3 = 'c';
UPDATE products SET option_names = '{}', updated_at = now();

-- imports_end
INSERT INTO product_imports (id, created_at, vendor_id, status, filename, storage_key,
    currency, mapping, is_publish, processed, total, report)
VALUES (gen_random_uuid(), now(), gen_random_uuid(), 'done', 'a.csv', 'a', 'EUR', '{}', true,
    1, 1, '{}');
