"""Bulletins on matters: what is known, what is not, when the next one comes; public at once."""
