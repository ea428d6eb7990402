-- AU4 sessions_end_after_they_begin: A session ended after it began.
SELECT id FROM user_sessions WHERE created_at >= :since
    AND revoked_at < created_at - interval '1 minute'
