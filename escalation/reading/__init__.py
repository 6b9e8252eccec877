"""Plain reading of what a person typed: standard library only, Python 3.10 on, for any process to import."""
