"""Value paid in advance: gift cards, store credit and points, and paying an order with them."""
