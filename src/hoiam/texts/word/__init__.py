"""Word documents (.docx): read with their tracked changes and comments, and written with lasting sentence ids."""
