-- AU5 shared_lists_have_a_link: A list is shared if and only if its link can be found.
SELECT id FROM saved_lists WHERE (:is_full OR created_at >= :since)
    AND (share_id IS NULL) <> (share_hash IS NULL)
