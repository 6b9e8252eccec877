"""Chains the audit trail: each row gets a hash of itself and of the row before, and the end is noted."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "20261122_chain_the_audit_trail"
down_revision = "20261122_carry_it_to_its_end"

_BEGINNING = "0" * 64
_AT_A_TIME = 1000
_AUDIT = sa.table(
    "audit",
    sa.column("number", sa.BigInteger()),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("actor", sa.String()),
    sa.column("event", sa.String()),
    sa.column("subject", sa.String()),
    sa.column("details", sa.JSON()),
    sa.column("hash", sa.String()),
)

# As the first migration made them: rebuilding the table on SQLite takes them with it.
_SQLITE_KEEPS = """
CREATE TRIGGER audit_keeps_{verb} BEFORE {verb} ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever added to'); END
"""
_SQLITE_GUARD = (
    # REPLACE would take a row away without asking the guard against DELETE; this one is asked before it does.
    """
CREATE TRIGGER audit_follows BEFORE INSERT ON audit
WHEN NEW.number IS NOT (SELECT number + 1 FROM audit_head)
BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever added to, at its end'); END
""",
    """
CREATE TRIGGER audit_head_follows BEFORE UPDATE ON audit_head
WHEN NOT (NEW.id = OLD.id AND NEW.entries = OLD.entries + 1 AND NEW.number = OLD.number + 1
  AND EXISTS (SELECT 1 FROM audit WHERE audit.number = NEW.number AND audit.hash = NEW.hash))
BEGIN SELECT RAISE(ABORT, 'the end of the audit trail only ever moves on'); END
""",
    """
CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'the end of the audit trail only ever moves on'); END
""",
    """
CREATE TRIGGER audit_head_is_one BEFORE INSERT ON audit_head
BEGIN SELECT RAISE(ABORT, 'the end of the audit trail only ever moves on'); END
""",
)
_POSTGRESQL_GUARD = (
    """
CREATE FUNCTION audit_follows() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF NEW.number IS DISTINCT FROM (SELECT number + 1 FROM audit_head) THEN
    RAISE EXCEPTION 'the audit trail is only ever added to, at its end';
  END IF;
  RETURN NEW;
END $$
""",
    "CREATE TRIGGER audit_follows BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_follows()",
    """
CREATE FUNCTION audit_head_follows() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.id = OLD.id AND NEW.entries = OLD.entries + 1 AND NEW.number = OLD.number + 1
      AND EXISTS (SELECT 1 FROM audit WHERE audit.number = NEW.number AND audit.hash = NEW.hash) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'the end of the audit trail only ever moves on';
END $$
""",
    """
CREATE TRIGGER audit_head_follows BEFORE UPDATE OR INSERT OR DELETE ON audit_head
FOR EACH ROW EXECUTE FUNCTION audit_head_follows()
""",
    """
CREATE TRIGGER audit_head_stays BEFORE TRUNCATE ON audit_head
FOR EACH STATEMENT EXECUTE FUNCTION audit_head_follows()
""",
)


def upgrade() -> None:
    _lift_keepers()
    op.add_column("audit", sa.Column("hash", sa.String(length=64), nullable=True))
    entries, number, last = _chain()
    with op.batch_alter_table("audit") as batch_op:
        batch_op.alter_column("hash", existing_type=sa.String(length=64), nullable=False)
        batch_op.create_check_constraint(op.f("ck_audit_hash"), "length(hash) = 64")
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.bulk_insert(head, [{"id": 1, "entries": entries, "number": number, "hash": last}])
    _put_keepers_back()
    for statement in _SQLITE_GUARD if _is_sqlite() else _POSTGRESQL_GUARD:
        op.execute(statement)


def downgrade() -> None:
    _lift_keepers()
    if _is_sqlite():
        op.execute("DROP TRIGGER audit_follows")
        op.drop_table("audit_head")
    else:
        op.execute("DROP TRIGGER audit_follows ON audit")
        op.drop_table("audit_head")
        op.execute("DROP FUNCTION audit_follows()")
        op.execute("DROP FUNCTION audit_head_follows()")
        # From here on the database numbers the rows again, and must go on where the chain stopped.
        op.execute(
            "SELECT setval(pg_get_serial_sequence('audit', 'number'), max(number)) FROM audit HAVING count(*) > 0"
        )
    with op.batch_alter_table("audit") as batch_op:
        batch_op.drop_constraint(op.f("ck_audit_hash"), type_="check")
        batch_op.drop_column("hash")
    _put_keepers_back()


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _lift_keepers() -> None:
    if _is_sqlite():
        for verb in ("UPDATE", "DELETE"):
            op.execute(f"DROP TRIGGER audit_keeps_{verb}")
    else:
        op.execute("ALTER TABLE audit DISABLE TRIGGER audit_keeps")


def _put_keepers_back() -> None:
    if _is_sqlite():
        for verb in ("UPDATE", "DELETE"):
            op.execute(_SQLITE_KEEPS.format(verb=verb))
    else:
        op.execute("ALTER TABLE audit ENABLE TRIGGER audit_keeps")


def _chain() -> tuple[int, int, str]:
    """Gives each row its hash, in the order of the numbers: how many there are, the last number and the last hash."""
    entries, number, last = 0, 0, _BEGINNING
    chained = sa.update(_AUDIT).where(_AUDIT.c.number == sa.bindparam("row")).values(hash=sa.bindparam("fingerprint"))
    for rows in _rows():
        hashed = []
        for row in rows:
            entries, number, last = entries + 1, row.number, _hash(row, last)
            hashed.append({"row": number, "fingerprint": last})
        op.get_bind().execute(chained, hashed)
    return entries, number, last


def _rows() -> Iterator[Any]:
    after: int | None = None
    query = sa.select(_AUDIT).order_by(_AUDIT.c.number).limit(_AT_A_TIME)
    while rows := op.get_bind().execute(query if after is None else query.where(_AUDIT.c.number > after)).all():
        yield rows
        after = rows[-1].number


def _hash(row: Any, previous: str) -> str:
    """As `store.audit` did when this was made: the chain that is there does not change with the code."""
    content = {
        "number": row.number,
        "at": _moment(row.at),
        "actor": row.actor,
        "event": row.event,
        "subject": row.subject,
        "details": row.details,
        "previous": previous,
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _moment(at: datetime) -> str:
    in_utc = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    return in_utc.isoformat(timespec="microseconds")
