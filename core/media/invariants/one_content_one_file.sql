-- SE5 one_content_one_file: Files with the same content are the same file.
SELECT min(id::text) FROM media_assets
WHERE sha256 <> '' AND status IN ('stored', 'ready')
    AND storage_key NOT LIKE 'demo/%' -- the demo's files are named by what they show
GROUP BY sha256 HAVING count(DISTINCT storage_key) > 1
