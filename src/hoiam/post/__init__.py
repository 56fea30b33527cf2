"""What leaves the process and what reaches it by mail: leases, hand-over. It knows an address and a payload."""
