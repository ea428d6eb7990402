-- AU2 only_active_accounts_are_signed_in: No session of an account that was closed is still open.
SELECT s.id FROM user_sessions s JOIN users u ON u.id = s.user_id
WHERE NOT u.is_active AND s.revoked_at IS NULL AND s.expires_at > now()
