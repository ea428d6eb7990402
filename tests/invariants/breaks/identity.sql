-- somebody_may_do_everything
INSERT INTO users (id, created_at, email, name, is_active)
VALUES ('00000000-0000-0000-0000-000000000001', now(), 'gone@example.com', 'Gone', false);
INSERT INTO user_roles (id, created_at, user_id, role)
VALUES (gen_random_uuid(), now(), '00000000-0000-0000-0000-000000000001', 'super_admin');

-- only_active_accounts_are_signed_in
INSERT INTO users (id, created_at, email, name, is_active)
VALUES ('00000000-0000-0000-0000-000000000001', now(), 'gone@example.com', 'Gone', false);
INSERT INTO user_sessions (id, created_at, user_id, token_hash, app, expires_at, last_seen_at,
    ip, user_agent)
VALUES (gen_random_uuid(), now(), '00000000-0000-0000-0000-000000000001', 'x', 'storefront',
    now() + interval '1 day', now(), '', '');

-- links_are_used_in_time
INSERT INTO one_time_tokens (id, created_at, user_id, purpose, token_hash, email, expires_at,
    used_at)
VALUES (gen_random_uuid(), now(), gen_random_uuid(), 'verify_email', 'x', '', now(),
    now() + interval '1 hour');

-- addresses_are_written_one_way
INSERT INTO users (id, created_at, email, name, is_active)
VALUES (gen_random_uuid(), now(), 'Ines@Example.com', 'Inês', true);

-- sessions_end_after_they_begin
INSERT INTO user_sessions (id, created_at, user_id, token_hash, app, expires_at,
    last_seen_at, revoked_at, ip, user_agent)
VALUES (gen_random_uuid(), now(), gen_random_uuid(), 'x', 'storefront',
    now(), now(), now() - interval '1 day', '', '');

-- the_trail_names_who_did_it
INSERT INTO audit_entries (id, created_at, actor, actor_label, action, object_type,
    object_id, summary, data)
VALUES (gen_random_uuid(), now(), '', '', 'a', 'b', 'c', '', '{}');
