-- MO5 prices_are_amounts: No price is below zero, and a struck price is above what it strikes.
SELECT id FROM variant_prices WHERE amount_minor < 0 OR compare_at_minor <= amount_minor
