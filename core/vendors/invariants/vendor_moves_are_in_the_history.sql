-- OR1 vendor_moves_are_in_the_history: The last move in the history of a vendor is to the status it has.
SELECT v.id FROM vendors v JOIN LATERAL (
    SELECT c.to_status FROM vendor_status_changes c WHERE c.vendor_id = v.id
    ORDER BY c.created_at DESC, c.id DESC LIMIT 1) AS last ON true
WHERE last.to_status <> v.status
