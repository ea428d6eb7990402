-- ST1 stock_lies_with_its_vendor: Stock of a variant lies at a place of its own vendor.
SELECT l.id FROM stock_levels l JOIN product_variants v ON v.id = l.variant_id
JOIN stock_locations p ON p.id = l.location_id
WHERE p.vendor_id <> v.vendor_id AND (:is_full OR l.created_at >= :since)
