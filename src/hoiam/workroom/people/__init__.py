"""Who does what at the desk: roles, invitations, standing in for one another, leaving."""
