-- SE2 clicks_are_on_results: A result that was opened had a place in a search that was logged.
SELECT r.id FROM search_results r JOIN search_queries q ON q.id = r.search_id
WHERE r.created_at >= :since AND r.position < 1
