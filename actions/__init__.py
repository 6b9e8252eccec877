"""The action server: the only code that speaks rasa_sdk. It translates, and decides nothing."""
