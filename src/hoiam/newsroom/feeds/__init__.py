"""Feeds of the public log, the map of the public site, and a page that leads to all open data."""
