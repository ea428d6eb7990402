-- JB3 imports_end: An import that ended says when, and counts no more rows than it had.
SELECT id FROM product_imports WHERE created_at >= :since
    AND ((status = 'done' AND finished_at IS NULL) OR processed > total AND total > 0)
