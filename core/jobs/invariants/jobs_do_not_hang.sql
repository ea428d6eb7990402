-- JB3 jobs_do_not_hang: No job is being done by a worker that has not been heard of for a quarter of an hour.
SELECT j.id::text FROM procrastinate_jobs j
LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
WHERE j.status = 'doing'
    AND coalesce(w.last_heartbeat, '-infinity') < now() - interval '15 minutes'
    AND (SELECT max(n.at) FROM procrastinate_events n WHERE n.job_id = j.id)
        < now() - interval '15 minutes'
