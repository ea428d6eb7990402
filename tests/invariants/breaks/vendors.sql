-- vendor_moves_are_in_the_history
INSERT INTO vendor_status_changes (id, created_at, vendor_id, to_status, actor, reason)
SELECT gen_random_uuid(), now() + interval '1 second', id, 'closed', 'a', '' FROM vendors;

-- vendors_keep_an_owner
INSERT INTO vendor_members (id, created_at, vendor_id, user_id, role)
SELECT gen_random_uuid(), now(), id, gen_random_uuid(), 'orders' FROM vendors;
INSERT INTO vendor_status_changes (id, created_at, vendor_id, to_status, actor, reason)
SELECT gen_random_uuid(), now(), id, 'approved', 'a', '' FROM vendors;

-- there_is_one_usual_commission
DROP INDEX uq_commission_plans_default;
INSERT INTO commission_plans (id, created_at, name, rate_bps, is_default)
VALUES (gen_random_uuid(), now(), 'a', 1, true), (gen_random_uuid(), now(), 'b', 1, true);

-- the_market_sells_as_one_vendor
UPDATE vendors SET is_platform = true;
