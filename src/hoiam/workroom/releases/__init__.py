"""Releases at the desk: writing in several languages, clearance, time, correction, alarms."""
