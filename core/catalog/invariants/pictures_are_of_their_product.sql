-- SE5 pictures_are_of_their_product: The picture of a variant is a picture of its product.
SELECT v.id FROM product_variants v JOIN product_images i ON i.id = v.image_id
WHERE i.product_id <> v.product_id
