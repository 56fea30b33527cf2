"""Conferences measured, each part in a module of its own; see `__main__`."""
