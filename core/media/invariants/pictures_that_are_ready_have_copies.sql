-- SE5 pictures_that_are_ready_have_copies: A picture that is ready has a file, a size and its smaller copies.
SELECT id FROM media_assets WHERE status = 'ready' AND (:is_full OR created_at >= :since)
    AND (storage_key = '' OR bytes <= 0 OR sha256 = '' OR (kind = 'image'
        AND (width IS NULL OR height IS NULL OR derivatives = '{}')))
