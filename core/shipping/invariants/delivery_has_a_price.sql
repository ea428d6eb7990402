-- MO5 delivery_has_a_price: A delivery costs nothing or something, and arrives after it left.
SELECT id FROM delivery_rates WHERE price_minor < 0 OR free_over_minor < 0
    OR transit_days_min > transit_days_max
