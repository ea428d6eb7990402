-- AU13 large_payouts_have_four_eyes: A payout over the limit was approved by somebody who did not make it.
SELECT id FROM payouts WHERE created_at >= :since AND needs_approval
    AND status NOT IN ('draft', 'canceled') AND (approved_by IS NULL OR approved_by = made_by)
