"""The reminders: a process of its own that looks again and again for answers that are due. It knows the core only."""
