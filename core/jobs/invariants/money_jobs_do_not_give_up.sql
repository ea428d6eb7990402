-- JB3 money_jobs_do_not_give_up: No job that moves money has given up.
SELECT j.id::text FROM procrastinate_jobs j
WHERE j.status = 'failed' AND j.task_name IN ('checkout.return_money', 'refunds.send',
    'checkout.work_off_notice')
    AND (:is_full OR EXISTS (SELECT 1 FROM procrastinate_events n
        WHERE n.job_id = j.id AND n.at >= :since))
