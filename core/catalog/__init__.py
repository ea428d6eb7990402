"""What is for sale: categories, attributes, products, variants, prices, and their import."""
