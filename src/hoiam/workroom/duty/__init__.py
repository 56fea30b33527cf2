"""The duty roster: who is on duty by day and by night, and when nobody is."""
