"""What all tests share."""

pytest_plugins = ["tests.escalation.store.fixtures"]
