-- JB8 checkout_jobs_are_not_late: No job of the checkout has been due for an hour.
SELECT j.id::text FROM procrastinate_jobs j
WHERE j.queue_name = 'checkout' AND j.status = 'todo'
    AND coalesce(j.scheduled_at, (SELECT min(n.at) FROM procrastinate_events n
        WHERE n.job_id = j.id), now()) < now() - interval '1 hour'
