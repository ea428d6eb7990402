-- AU4 sessions_end_after_they_begin: A session ends after it began, and was last seen in between.
SELECT id FROM user_sessions WHERE created_at >= :since
    AND (expires_at < created_at OR revoked_at < created_at - interval '1 minute')
