"""A desk is followed by another: what would pass on, carrying it out, taking it back within a day."""
