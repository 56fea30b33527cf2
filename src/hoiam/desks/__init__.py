"""Bodies, places, people and their roles, law rows and calendars, clocks, and the journal of acts."""
