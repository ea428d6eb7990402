-- LE4 chargebacks_are_booked: What waits for banks to decide is what their open chargebacks say.
WITH told AS (
    SELECT provider, currency, sum(disputed_minor) AS minor FROM chargebacks
    WHERE status NOT IN ('won', 'lost') GROUP BY 1, 2
), booked AS (
    SELECT a.owner AS provider, a.currency, sum(e.amount_minor) AS minor
    FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
    WHERE a.kind = 'disputed' GROUP BY 1, 2
)
SELECT coalesce(told.provider, booked.provider)
FROM told FULL JOIN booked USING (provider, currency)
WHERE :is_full AND coalesce(told.minor, 0) <> coalesce(booked.minor, 0)
