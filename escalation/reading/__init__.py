"""Plain reading of what a person typed: standard library only, on Python 3.10 and later, so that any process may import it."""
