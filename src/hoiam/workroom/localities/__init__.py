"""The office pages of what places ask, what the centre replies, and the guidance that every desk reads."""
