-- JB2 mails_say_what_became_of_them: A mail that was sent says when, and one that failed why.
SELECT id FROM outgoing_mails WHERE created_at >= :since
    AND ((status = 'sent') <> (sent_at IS NOT NULL) OR (status = 'failed' AND error = ''))
