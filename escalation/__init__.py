"""The core: procedures, decisions, the interview, the record. No Rasa, no web framework."""
