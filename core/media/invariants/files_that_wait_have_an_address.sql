-- SE5 files_that_wait_have_an_address: A file that has to be fetched has an address, and one that failed a reason.
SELECT id FROM media_assets WHERE (:is_full OR created_at >= :since)
    AND ((status = 'waiting' AND source_url = '') OR (status = 'failed' AND error = ''))
