-- pictures_that_are_ready_have_copies
INSERT INTO media_assets (id, created_at, kind, status, storage_key, source_url, mime, bytes,
    sha256, placeholder, derivatives, error)
VALUES (gen_random_uuid(), now(), 'image', 'ready', 'a', '', 'image/png', 1, 'a', '', '{}', '');

-- files_that_wait_have_an_address
INSERT INTO media_assets (id, created_at, kind, status, storage_key, source_url, mime, bytes,
    sha256, placeholder, derivatives, error)
VALUES (gen_random_uuid(), now(), 'image', 'waiting', '', '', '', 0, '', '', '{}', '');

-- one_content_one_file
INSERT INTO media_assets (id, created_at, kind, status, storage_key, source_url, mime, bytes,
    sha256, placeholder, derivatives, error)
SELECT gen_random_uuid(), now(), 'document', 'stored', 'key-' || n, '', '', 1, 'same', '',
    '{}', '' FROM generate_series(1, 2) AS n;
