-- MO12 seen_prices_are_amounts: The price that was seen when a piece was put into a bag is not below zero.
SELECT id FROM cart_lines WHERE seen_minor < 0 OR quantity < 1
