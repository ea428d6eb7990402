-- ST5 promises_are_what_has_to_leave: Promised units are those that still have to leave.
SELECT a.id FROM allocations a JOIN order_lines l ON l.id = a.order_line_id
WHERE l.created_at >= :since
    AND a.quantity <> l.quantity - l.quantity_fulfilled - l.quantity_canceled
