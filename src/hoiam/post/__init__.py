"""What leaves the process: one row per recipient, leases, hand-over by SMTP. It knows an address, a payload."""
