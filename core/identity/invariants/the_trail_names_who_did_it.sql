-- AU15 the_trail_names_who_did_it: Every entry of the audit trail says who did what to which thing.
SELECT id FROM audit_entries WHERE created_at >= :since
    AND (actor = '' OR action = '' OR object_type = '' OR object_id = '')
