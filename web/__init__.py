"""The web application: the only door. Identity, limits, masking, the journal first, one turn at a time."""
