-- AU11 the_market_sells_as_one_vendor: At most one vendor is the market itself.
SELECT id FROM vendors
WHERE is_platform AND (SELECT count(*) FROM vendors WHERE is_platform) > 1
