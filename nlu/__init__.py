"""Our parts of Rasa's understanding pipeline (they run in the Rasa environment, Python 3.10)."""
