"""What buyers say of pieces, and what they ask their makers."""
