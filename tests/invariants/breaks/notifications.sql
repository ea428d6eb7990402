-- mails_say_what_became_of_them
INSERT INTO outgoing_mails (id, created_at, kind, dedup_key, recipient, subject, html, text,
    unsubscribe_url, status, error)
VALUES (gen_random_uuid(), now(), 'a', 'a', 'a@example.com', '', '', '', '', 'sent', '');

-- mails_go_out
INSERT INTO outgoing_mails (id, created_at, kind, dedup_key, recipient, subject, html, text,
    unsubscribe_url, status, error)
VALUES (gen_random_uuid(), now() - interval '30 hours', 'a', 'a', 'a@example.com', '', '', '',
    '', 'queued', '');
