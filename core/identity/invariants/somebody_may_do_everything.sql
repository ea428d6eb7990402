-- AU13 somebody_may_do_everything: Where there are operators, one of them is active and may do everything.
SELECT min(user_id::text) FROM user_roles WHERE role IN ('admin', 'super_admin')
HAVING count(*) FILTER (WHERE role = 'super_admin' AND user_id IN (
        SELECT id FROM users WHERE is_active)) = 0
    AND count(*) FILTER (WHERE role = 'super_admin') > 0
