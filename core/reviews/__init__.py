"""What buyers say of what they got, and what people ask its maker, with its moderation."""
