-- AU5 links_are_used_in_time: A link that works once was used before it ended.
SELECT id FROM one_time_tokens WHERE created_at >= :since
    AND (used_at > expires_at OR expires_at < created_at)
