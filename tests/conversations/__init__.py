"""Whole conversations over HTTP against the three real processes, started as `make run` starts them."""
