"""A body without a desk answers its part by the link it was sent. Whoever has the link sees the question."""
