"""Addresses that machines look for: keys, security contact, robots, and whether all is well."""
