"""The public site, its API and feeds: one sub-package a subject, no models and no rules."""
