-- PR1 the_search_log_knows_nobody: The log of searches holds no address of a person.
SELECT id FROM search_queries WHERE created_at >= :since
    AND (text LIKE '%@%.%' OR visitor LIKE '%@%' OR visitor LIKE '%.%.%')
