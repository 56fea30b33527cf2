"""Learning at a training: tests before and after, certificates, what places did since, practice, lessons."""
