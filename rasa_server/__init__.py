"""What must load inside the Rasa process (Python 3.10): its one channel, its store, its log, its start."""
