-- JB2 alerts_that_fired_say_when: An alert that fired says when, and no other does.
SELECT id FROM alerts WHERE created_at >= :since
    AND (status = 'fired') <> (fired_at IS NOT NULL)
