-- AU15 decided_reports_say_by_whom: A report that was decided says when and by whom.
SELECT id FROM content_reports WHERE created_at >= :since
    AND (status <> 'open') <> (decided_at IS NOT NULL AND decided_by <> '')
