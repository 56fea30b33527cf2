"""The officers' desk: one sub-package a subject, no models and no rules."""
