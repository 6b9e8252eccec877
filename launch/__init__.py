"""From a fresh clone to a running assistant: interpreters, environments, model, database, four parts.

The modules that run before any environment exists keep to the standard library and to Python 3.8:
`__main__`, `entry`, `environments`, `fault`, `interpreters`, `leash`, `program`, `steps` and `turn`.
"""
