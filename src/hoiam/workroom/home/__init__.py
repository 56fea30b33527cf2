"""The officers' home: what is due, what waits for me, what went wrong; and the frame of every office page."""
