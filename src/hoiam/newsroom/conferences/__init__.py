"""Conferences in public: what is ahead, the schedule of one, calendars, talks and documents."""
