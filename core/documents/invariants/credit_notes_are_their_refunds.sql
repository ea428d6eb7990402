-- credit_notes_are_their_refunds: A credit note is of a refund that went through, of its amount and of the taxes that it undid.
SELECT d.id FROM documents d JOIN refunds r ON r.id = d.refund_id
WHERE d.created_at >= :since AND d.kind = 'credit_note' AND (
    r.status <> 'succeeded' OR d.gross_minor <> r.amount_minor OR d.currency <> r.currency
    OR d.tax_minor <> coalesce((
        SELECT sum(x.amount_minor) FROM tax_reversals x WHERE x.refund_id = r.id), 0))
