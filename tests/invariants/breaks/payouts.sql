-- payouts_are_their_items
UPDATE payout_items SET amount_minor = amount_minor + 1;

-- stamped_earnings_are_in_one_payout
UPDATE earnings SET status = 'available' WHERE status = 'paid';

-- ended_payouts_hold_nothing
UPDATE payout_items SET is_live = false;

-- payouts_are_within_what_was_available
UPDATE payouts SET opening_minor = amount_minor - 1, closing_minor = -1;

-- payouts_are_booked
DELETE FROM ledger_transactions WHERE kind = 'payout_sent';

-- payout_bookings_are_whole
UPDATE ledger_entries SET amount_minor = amount_minor * 2 WHERE transaction_id IN (SELECT id FROM ledger_transactions WHERE kind = 'payout');

-- sent_payouts_have_a_key
UPDATE payouts SET provider_key = 'another';

-- large_payouts_have_four_eyes
UPDATE payouts SET needs_approval = true, approved_by = NULL;

-- reserves_are_pairs
DELETE FROM earnings WHERE reserve_of IS NOT NULL AND amount_minor > 0;

-- payout_accounts_belong_to_their_vendor
UPDATE payout_accounts SET vendor_id = gen_random_uuid();

-- whole_refunds_return_the_whole_commission
UPDATE order_lines SET refunded_minor = total_minor, quantity_refunded = quantity, commission_refunded_minor = 0 WHERE commission_minor > 0;
