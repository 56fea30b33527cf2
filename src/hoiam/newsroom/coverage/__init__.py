"""The public pages of coverage: how far the trainings reached, and what documents report beside it."""
