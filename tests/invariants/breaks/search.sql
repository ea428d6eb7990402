-- the_index_will_hear
DELETE FROM procrastinate_jobs WHERE starts_with(task_name, 'search.');
INSERT INTO search_pending_products (product_id, version) VALUES (gen_random_uuid(), 1);

-- clicks_are_on_results
INSERT INTO search_queries (id, created_at, text, currency, filters, number, total, took_ms,
    is_relaxed, is_degraded, visitor)
VALUES ('00000000-0000-0000-0000-000000000001', now(), 'mug', 'EUR', '{}', 1, 3, 1, false,
    false, '');
INSERT INTO search_results (id, created_at, search_id, product_id, position)
VALUES (gen_random_uuid(), now(), '00000000-0000-0000-0000-000000000001', gen_random_uuid(), 0);

-- the_search_log_knows_nobody
INSERT INTO search_queries (id, created_at, text, currency, filters, number, total, took_ms,
    is_relaxed, is_degraded, visitor)
VALUES (gen_random_uuid(), now(), 'mug', 'EUR', '{}', 1, 3, 1, false, false, '10.0.0.1');

-- synonyms_have_words
INSERT INTO search_synonym_groups (id, created_at, position, words, is_one_way)
VALUES (gen_random_uuid(), now(), 1, '{mug}', false);
