"""From a bag to a paid order."""
