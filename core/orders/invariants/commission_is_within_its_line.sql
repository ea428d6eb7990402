-- LE5 commission_is_within_its_line: The commission of a line is not below zero and not above what the line costs.
SELECT id FROM order_lines WHERE created_at >= :since
    AND (commission_minor < 0 OR commission_minor > unit_minor * quantity)
