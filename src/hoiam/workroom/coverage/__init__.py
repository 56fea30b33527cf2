"""The office pages of coverage: whom the trainings reached, and what documents report beside it."""
