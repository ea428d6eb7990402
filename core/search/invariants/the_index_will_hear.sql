-- SE1 the_index_will_hear: Where products wait to be indexed, a job waits or works to do it.
SELECT s.product_id FROM search_pending_products s
WHERE NOT EXISTS (SELECT 1 FROM procrastinate_jobs j
    WHERE j.status IN ('todo', 'doing')
    AND j.task_name IN ('search.index_products', 'search.rebuild', 'search.sweep'))
    AND EXISTS (SELECT 1 FROM procrastinate_jobs)
