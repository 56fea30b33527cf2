"""Briefings and trainings: planned, announced, held, put on record; what provinces ask; who was reached."""
