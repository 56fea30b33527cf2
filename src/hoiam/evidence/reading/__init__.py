"""Reads numbers, dates, places and names out of pasted text by fixed rules; proposes, never decides."""
