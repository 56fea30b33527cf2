"""Releases: editions in several languages, embargo and schedule, corrections, withdrawal, signed documents."""
