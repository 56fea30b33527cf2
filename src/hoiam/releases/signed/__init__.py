"""Signed documents on their way out and back: as PDF, and read out of what a reader holds."""
