-- AU11 saved_variants_are_of_their_product: A saved variant is one of the product that it was saved with.
SELECT s.id FROM saved_pieces s JOIN product_variants v ON v.id = s.variant_id
WHERE s.created_at >= :since AND v.product_id <> s.product_id
