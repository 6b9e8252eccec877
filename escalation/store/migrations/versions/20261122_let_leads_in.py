"""Lets leads in: accounts, recovery codes, sessions, known devices, tries to sign in."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_let_leads_in"
down_revision = "20261122_chain_the_audit_trail"

_NEW_TABLES = ("sign_in_attempts", "devices", "sessions", "recovery_codes", "accounts")


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=254), nullable=False),
        sa.Column("name_key", sa.String(length=500), nullable=False),
        sa.Column("shown_name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("partnerships", sa.JSON(), nullable=False),
        sa.Column("localities", sa.JSON(), nullable=False),
        sa.Column("agency", sa.String(length=20), nullable=True),
        sa.Column("issuer", sa.String(length=300), nullable=True),
        sa.Column("subject", sa.String(length=300), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("code_salt", sa.String(length=64), nullable=True),
        sa.Column("code_step", sa.BigInteger(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_signed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("role IN ('lead', 'trainer', 'administrator')", name="ck_accounts_role"),
        sa.CheckConstraint(
            "agency IS NULL OR agency IN ('social_care', 'health', 'police', 'education', 'probation', 'housing', 'voluntary', 'other')",
            name="ck_accounts_agency",
        ),
        sa.CheckConstraint(
            "(issuer IS NULL AND subject IS NULL AND password_hash IS NOT NULL AND code_salt IS NOT NULL)"
            " OR (issuer IS NOT NULL AND subject IS NOT NULL AND password_hash IS NULL AND code_salt IS NULL)",
            name="ck_accounts_known_by",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("name_key", name="uq_accounts_name_key"),
        sa.UniqueConstraint("issuer", "subject", name="uq_accounts_issuer_subject"),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("account_id", sa.String(length=40), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_recovery_codes_account_id"),
        sa.PrimaryKeyConstraint("account_id", "code_hash", name="pk_recovery_codes"),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("codes_tried", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("state IN ('password_ok', 'full')", name="ck_sessions_state"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_sessions_account_id"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
    )
    op.create_index("ix_sessions_account", "sessions", ["account_id"], unique=False)
    op.create_index("ix_sessions_started", "sessions", ["started_at"], unique=False)
    op.create_table(
        "devices",
        sa.Column("account_id", sa.String(length=40), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("last_signed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_devices_account_id"),
        sa.PrimaryKeyConstraint("account_id", "token_hash", name="pk_devices"),
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("name_hash", sa.String(length=64), nullable=False),
        sa.Column("source_hash", sa.String(length=64), nullable=False),
        sa.Column("device_hash", sa.String(length=64), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("right", sa.Boolean(), nullable=False),
        sa.CheckConstraint("step IN ('password', 'code')", name="ck_sign_in_attempts_step"),
        sa.PrimaryKeyConstraint("number", name="pk_sign_in_attempts"),
    )
    op.create_index("ix_sign_in_attempts_at", "sign_in_attempts", ["at"], unique=False)
    op.create_index("ix_sign_in_attempts_name", "sign_in_attempts", ["name_hash", "at"], unique=False)
    op.create_index("ix_sign_in_attempts_source", "sign_in_attempts", ["source_hash", "at"], unique=False)


def downgrade() -> None:
    for table in _NEW_TABLES:
        op.drop_table(table)
