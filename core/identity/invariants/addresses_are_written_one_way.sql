-- AU7 addresses_are_written_one_way: The address of an account is trimmed and in lower case.
SELECT id FROM users WHERE (:is_full OR created_at >= :since)
    AND email <> lower(trim(email))
