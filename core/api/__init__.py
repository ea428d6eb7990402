"""Plain HTTP beside the pages: health, form posts, media, webhooks."""
