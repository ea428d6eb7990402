-- jobs_do_not_hang
INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status)
VALUES ('checkout', 'refunds.send', 0, '{}', 'doing');
INSERT INTO procrastinate_events (job_id, type, at)
SELECT id, 'started', now() - interval '1 hour' FROM procrastinate_jobs WHERE status = 'doing';

-- checkout_jobs_are_not_late
INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status, scheduled_at)
VALUES ('checkout', 'refunds.send', 0, '{}', 'todo', now() - interval '2 hours');

-- money_jobs_do_not_give_up
INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status)
VALUES ('checkout', 'refunds.send', 0, '{}', 'failed');

-- periodic_jobs_wait_once
DROP INDEX procrastinate_jobs_queueing_lock_idx_v1;
INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status, queueing_lock)
VALUES ('checkout', 'a', 0, '{}', 'todo', 'one'), ('checkout', 'a', 0, '{}', 'todo', 'one');
