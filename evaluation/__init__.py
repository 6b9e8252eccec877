"""Reads messages without a server, and measures how well they are read (Rasa environment, Python 3.10)."""
