"""The register of outlets at a desk: who is in it, who asks to be, who could not be reached; criteria and appeals."""
