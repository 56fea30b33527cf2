"""A month of one province's desk, played through the real pages and counted."""
