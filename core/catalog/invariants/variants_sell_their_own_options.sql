-- MO7 variants_sell_their_own_options: A variant has a value of its own on every axis that its product names.
SELECT v.id FROM product_variants v JOIN products p ON p.id = v.product_id
WHERE v.is_active AND (:is_full OR p.updated_at >= :since)
    AND num_nonnulls(v.option1, v.option2, v.option3) > cardinality(p.option_names)
