-- document_numbers_have_no_gap
INSERT INTO document_counters (id, issuer, kind, year, last_number)
VALUES (gen_random_uuid(), 'market', 'commission_invoice', 2020, 1);

-- invoices_are_their_orders
INSERT INTO documents (id, kind, issuer, year, sequence, number, issued_on, vendor_id, order_id,
    vendor_order_id, refund_id, corrects_id, period_from, currency, net_minor, tax_minor,
    gross_minor, template, facts, digest)
SELECT gen_random_uuid(), 'invoice', 'bent', 2020, row_number() OVER (ORDER BY id),
    'B-' || row_number() OVER (ORDER BY id), now(), vendor_id, order_id, id, NULL, NULL, NULL,
    currency, total_minor + 1, 0, total_minor + 1, 'document-1', '{}', ''
FROM vendor_orders v WHERE NOT EXISTS (
    SELECT 1 FROM documents d WHERE d.vendor_order_id = v.id AND d.kind = 'invoice');

-- credit_notes_are_their_refunds
INSERT INTO documents (id, kind, issuer, year, sequence, number, issued_on, vendor_id, order_id,
    vendor_order_id, refund_id, corrects_id, period_from, currency, net_minor, tax_minor,
    gross_minor, template, facts, digest)
SELECT gen_random_uuid(), 'credit_note', 'bent', 2020, row_number() OVER (ORDER BY r.id),
    'B-' || row_number() OVER (ORDER BY r.id), now(), v.vendor_id, r.order_id, v.id, r.id,
    gen_random_uuid(), NULL, r.currency, r.amount_minor + 1, 0, r.amount_minor + 1,
    'document-1', '{}', ''
FROM refunds r JOIN vendor_orders v ON v.id = r.vendor_order_id
WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.refund_id = r.id);

-- commission_invoices_are_booked
INSERT INTO documents (id, kind, issuer, year, sequence, number, issued_on, vendor_id, order_id,
    vendor_order_id, refund_id, corrects_id, period_from, currency, net_minor, tax_minor,
    gross_minor, template, facts, digest)
SELECT gen_random_uuid(), 'commission_invoice', 'bent', 2020, row_number() OVER (ORDER BY id),
    'B-' || row_number() OVER (ORDER BY id), now(), id, NULL, NULL, NULL, NULL, '2020-01-01',
    'EUR', 100, 19, 119, 'document-1', '{}', ''
FROM vendors;
