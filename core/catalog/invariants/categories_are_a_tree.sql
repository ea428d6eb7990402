-- SE1 categories_are_a_tree: No category is below itself.
WITH RECURSIVE below AS (
    SELECT id AS start, parent_id, 1 AS depth FROM categories WHERE parent_id IS NOT NULL
    UNION ALL
    SELECT b.start, c.parent_id, b.depth + 1 FROM below b
    JOIN categories c ON c.id = b.parent_id
    WHERE b.depth < 20 AND c.parent_id IS NOT NULL
)
SELECT DISTINCT start FROM below WHERE parent_id = start OR depth >= 20
