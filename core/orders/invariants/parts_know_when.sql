-- OR1 parts_know_when: A part that was delivered or completed says when, and completion follows delivery.
SELECT id FROM vendor_orders WHERE created_at >= :since AND (
    (status IN ('delivered', 'completed') AND delivered_at IS NULL)
    OR (status = 'completed' AND completed_at IS NULL)
    OR completed_at < delivered_at
    OR (status = 'placed' AND accept_by IS NULL))
