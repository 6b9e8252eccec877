"""Who gets in, and who may see what: accounts, roles, passwords, one-time codes, sessions."""
