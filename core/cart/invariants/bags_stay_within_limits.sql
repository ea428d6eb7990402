-- MO12 bags_stay_within_limits: A bag has at most a hundred lines to buy.
SELECT cart_id FROM cart_lines WHERE NOT is_saved
GROUP BY cart_id HAVING count(*) > 100
