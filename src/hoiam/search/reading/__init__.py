"""How a question is read: abbreviations written out, marks put back, slips of the keyboard mended. No Django."""
