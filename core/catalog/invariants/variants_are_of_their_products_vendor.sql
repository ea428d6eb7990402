-- AU11 variants_are_of_their_products_vendor: A variant belongs to the vendor of its product.
SELECT v.id FROM product_variants v JOIN products p ON p.id = v.product_id
WHERE v.vendor_id <> p.vendor_id AND (:is_full OR p.updated_at >= :since)
