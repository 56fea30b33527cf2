"""Which places have an information desk: for anybody."""
