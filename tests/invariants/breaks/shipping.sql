-- delivery_has_a_price
ALTER TABLE delivery_rates DROP CONSTRAINT ck_delivery_rates_price_not_negative;
UPDATE delivery_rates SET price_minor = -1;
