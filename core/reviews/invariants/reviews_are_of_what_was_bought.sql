-- AU9 reviews_are_of_what_was_bought: A review is about the product of a line that its author bought.
SELECT r.id FROM reviews r JOIN order_lines l ON l.id = r.order_line_id
WHERE r.created_at >= :since AND l.product_id <> r.product_id
