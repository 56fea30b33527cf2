"""Measures search: quality on question sets, speed, memory, build time. See README.md beside this file."""
