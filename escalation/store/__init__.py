"""The database: the only room in which SQLAlchemy is spoken."""
