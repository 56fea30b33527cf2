"""Tests and evaluation of a training, filled in by whoever came, without an account and without a trace."""
