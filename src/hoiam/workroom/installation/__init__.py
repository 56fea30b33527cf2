"""What belongs to the whole installation: rows of law, calendars, places, bodies."""
