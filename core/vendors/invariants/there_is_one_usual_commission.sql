-- LE5 there_is_one_usual_commission: At most one commission plan is the usual one, and no rate is above all.
SELECT id FROM commission_plans WHERE rate_bps NOT BETWEEN 0 AND 10000
    OR (is_default AND (SELECT count(*) FROM commission_plans WHERE is_default) > 1)
