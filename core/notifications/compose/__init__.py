"""What each mail says: one small function per fact."""
