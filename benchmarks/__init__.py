"""Our understanding beside a stock one: README.md says what is measured and how to read it."""
