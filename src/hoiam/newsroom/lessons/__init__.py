"""Lessons of ten minutes, for whoever could not travel to a training: read alone, nothing is kept of who did."""
