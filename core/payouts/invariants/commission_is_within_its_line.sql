-- LE5 commission_is_within_its_line: Commission is between zero and what the workshop asks for a line.
SELECT id FROM order_lines WHERE created_at >= :since
    AND commission_minor NOT BETWEEN 0
        AND unit_minor * quantity - discount_minor + subsidy_minor
