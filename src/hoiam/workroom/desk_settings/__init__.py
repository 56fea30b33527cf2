"""What a desk says of itself: contacts, hours, targets, and who speaks for its body."""
