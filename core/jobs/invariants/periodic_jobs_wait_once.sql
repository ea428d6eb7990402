-- JB4 periodic_jobs_wait_once: A periodic job waits at most once.
SELECT min(id)::text FROM procrastinate_jobs
WHERE status = 'todo' AND queueing_lock IS NOT NULL
GROUP BY queueing_lock HAVING count(*) > 1
