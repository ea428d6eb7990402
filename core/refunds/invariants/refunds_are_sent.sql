-- LE9 refunds_are_sent: A refund is with the gateway, done or refused within a day.
SELECT id FROM refunds WHERE created_at >= :since
    AND ((status = 'requested' AND created_at < now() - interval '1 day')
        OR (status = 'succeeded' AND succeeded_at IS NULL)
        OR (status = 'failed' AND failure = ''))
