"""The front page of the installation."""
