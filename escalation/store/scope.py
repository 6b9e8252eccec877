"""Whose cases somebody may see, said to the database."""

from sqlalchemy import ColumnElement, and_

from escalation.accounts.permission import Scope
from escalation.store.tables import escalations


def within(scope: Scope) -> ColumnElement[bool]:
    """The condition that an escalation lies within a scope, for a WHERE clause. The same as `Scope.includes`."""
    columns = escalations.c
    limits = (
        (columns.partnership, scope.partnerships),
        (columns.locality, scope.localities),
        (columns.agency, scope.agencies),
        (columns.reference, scope.references),
    )
    # What is not known lies in no list: NULL is not let through by a list, empty or not.
    return and_(
        columns.mode == scope.mode,
        *(and_(column.is_not(None), column.in_(sorted(allowed))) for column, allowed in limits if allowed is not None),
    )
