"""Hồi Âm: a press and human-rights information desk for public bodies."""
