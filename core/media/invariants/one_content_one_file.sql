-- SE5 one_content_one_file: Files with the same content are the same file.
SELECT min(id::text) FROM media_assets
WHERE sha256 <> '' AND status IN ('stored', 'ready')
GROUP BY sha256 HAVING count(DISTINCT storage_key) > 1
