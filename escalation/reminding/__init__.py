"""Reminders: what is due and overdue is marked once, and told on the next visit and by e-mail."""
