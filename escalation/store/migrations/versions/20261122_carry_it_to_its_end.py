"""Carries an escalation to its end: progress, duties, keys, reminders, the directory, challenges received."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_carry_it_to_its_end"
down_revision = "20261121_open_the_house"

# A record that is there already belongs to the conversation that opened it, as a new one does.
_KEYS_OF_OLD_RECORDS = """
INSERT INTO keys (conversation_id, reference, mode, given_at)
SELECT conversation_id, reference, mode, opened_at FROM escalations
"""
_NEW_TABLES = (
    "deliveries",
    "reminders",
    "reminder_addresses",
    "progress",
    "duties",
    "keys",
    "challenges",
    "code_attempts",
    "contacts",
)


def upgrade() -> None:
    op.add_column("escalations", sa.Column("code_issue", sa.Integer(), server_default="1", nullable=False))
    op.add_column("escalations", sa.Column("code_hash", sa.String(length=64), nullable=True))
    op.add_column("escalations", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    # SQLite adds a condition to a table that is there only together with a column.
    moment = sa.DateTime(timezone=True).compile(dialect=op.get_bind().dialect)
    op.execute(
        f"ALTER TABLE escalations ADD COLUMN closed_at {moment}"
        " CONSTRAINT ck_escalations_closed CHECK ((status = 'closed') = (closed_at IS NOT NULL))"
    )
    op.create_index("uq_escalations_reference_mode", "escalations", ["reference", "mode"], unique=True)
    op.add_column("stages", sa.Column("guidance", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("stages", sa.Column("timeframe_working_days", sa.Integer(), nullable=True))
    op.create_table(
        "contacts",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("partnership", sa.String(length=60), nullable=False),
        sa.Column("locality", sa.String(length=60), server_default="", nullable=False),
        sa.Column("agency", sa.String(length=20), server_default="", nullable=False),
        sa.Column("team", sa.Text(), server_default="", nullable=False),
        sa.Column("stage", sa.Integer(), server_default="0", nullable=False),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(length=40), server_default="", nullable=False),
        sa.Column("email", sa.String(length=254), server_default="", nullable=False),
        sa.Column("confirmed_by", sa.Text(), server_default="", nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(confirmed_on IS NULL) = (length(confirmed_by) = 0)", name="ck_contacts_confirmed"),
        sa.CheckConstraint("stage > 0 OR length(role) > 0", name="ck_contacts_stage_or_role"),
        sa.PrimaryKeyConstraint("number", name="pk_contacts"),
        sa.UniqueConstraint(
            "partnership",
            "locality",
            "agency",
            "team",
            "stage",
            "role",
            "name",
            name="uq_contacts_partnership_locality_agency_team_stage_role_name",
        ),
    )
    op.create_index("ix_contacts_partnership", "contacts", ["partnership", "stage"], unique=False)
    op.create_table(
        "code_attempts",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("right", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_code_attempts_conversation_id"),
        sa.PrimaryKeyConstraint("number", name="pk_code_attempts"),
    )
    op.create_index("ix_code_attempts_conversation", "code_attempts", ["conversation_id", "at"], unique=False)
    op.create_index("ix_code_attempts_reference", "code_attempts", ["reference", "at"], unique=False)
    op.create_table(
        "challenges",
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("draft", sa.String(length=40), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("opened_by", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("partnership", sa.String(length=60), nullable=False),
        sa.Column("locality", sa.String(length=60), nullable=True),
        sa.Column("agency", sa.String(length=20), nullable=False),
        sa.Column("other_agency", sa.String(length=20), nullable=True),
        sa.Column("stage", sa.Integer(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("case_reference", sa.Text(), nullable=False),
        sa.Column("asked_for", sa.Text(), nullable=True),
        sa.Column("senders_reference", sa.String(length=20), nullable=True),
        sa.Column("procedure_title", sa.Text(), nullable=False),
        sa.Column("procedure_edition", sa.Text(), nullable=False),
        sa.Column("procedure_as_of", sa.String(length=10), nullable=False),
        sa.Column("guidance", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "agency IN ('social_care', 'health', 'police', 'education', 'probation', 'housing', 'voluntary', 'other')",
            name="ck_challenges_agency",
        ),
        sa.CheckConstraint("mode IN ('live', 'training')", name="ck_challenges_mode"),
        sa.CheckConstraint(
            "other_agency IS NULL OR other_agency IN ('social_care', 'health', 'police', 'education', 'probation', 'housing', 'voluntary', 'other')",
            name="ck_challenges_other_agency",
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id", "mode"],
            ["conversations.id", "conversations.mode"],
            name="fk_challenges_conversation_id_mode",
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id", "opened_by"],
            ["journal.conversation_id", "journal.id"],
            name="fk_challenges_conversation_id_opened_by",
        ),
        sa.PrimaryKeyConstraint("reference", name="pk_challenges"),
        sa.UniqueConstraint("draft", name="uq_challenges_draft"),
    )
    op.create_index("ix_challenges_conversation", "challenges", ["conversation_id"], unique=False)
    op.create_table(
        "keys",
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id", "mode"], ["conversations.id", "conversations.mode"], name="fk_keys_conversation_id_mode"
        ),
        sa.ForeignKeyConstraint(
            ["reference", "mode"], ["escalations.reference", "escalations.mode"], name="fk_keys_reference_mode"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "reference", name="pk_keys"),
    )
    op.create_index("ix_keys_reference", "keys", ["reference"], unique=False)
    op.create_table(
        "reminder_addresses",
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["reference"], ["escalations.reference"], name="fk_reminder_addresses_reference"),
        sa.PrimaryKeyConstraint("reference", "address", name="pk_reminder_addresses"),
    )
    op.create_table(
        "duties",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("cite", sa.String(length=60), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("conversation_id", sa.String(length=40), nullable=True),
        sa.Column("message_id", sa.String(length=40), nullable=True),
        sa.CheckConstraint("(done_on IS NULL) = (done_at IS NULL)", name="ck_duties_done"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_duties_conversation_id"),
        sa.ForeignKeyConstraint(
            ["reference", "position"], ["stages.reference", "stages.position"], name="fk_duties_reference_position"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_duties"),
        sa.UniqueConstraint("reference", "position", "code", name="uq_duties_reference_position_code"),
    )
    op.create_table(
        "progress",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("report", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("who", sa.String(length=20), nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("agreed", sa.Text(), nullable=True),
        sa.Column("child_outcome", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("urgency", sa.String(length=20), nullable=True),
        sa.Column("raiser_told", sa.Boolean(), nullable=True),
        sa.Column("learning", sa.Text(), nullable=True),
        sa.Column("moved_to", sa.Integer(), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("message_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("kind != 'skipped' OR length(reason) > 0", name="ck_progress_reason"),
        sa.CheckConstraint(
            "kind IN ('no_agreement', 'no_reply', 'resolved', 'events', 'note', 'skipped')", name="ck_progress_kind"
        ),
        sa.CheckConstraint(
            "urgency IS NULL OR urgency IN ('immediate_danger', 'urgent', 'not_urgent')", name="ck_progress_urgency"
        ),
        sa.CheckConstraint(
            "who IS NULL OR who IN ('practitioner', 'manager', 'lead', 'other')", name="ck_progress_who"
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id", "message_id"],
            ["journal.conversation_id", "journal.id"],
            name="fk_progress_conversation_id_message_id",
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id", "mode"],
            ["conversations.id", "conversations.mode"],
            name="fk_progress_conversation_id_mode",
        ),
        sa.ForeignKeyConstraint(
            ["reference", "mode"], ["escalations.reference", "escalations.mode"], name="fk_progress_reference_mode"
        ),
        sa.ForeignKeyConstraint(
            ["reference", "position"], ["stages.reference", "stages.position"], name="fk_progress_reference_position"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_progress"),
        sa.UniqueConstraint("report", name="uq_progress_report"),
    )
    op.create_index("ix_progress_reference", "progress", ["reference", "number"], unique=False)
    op.create_table(
        "reminders",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('due', 'overdue')", name="ck_reminders_kind"),
        sa.ForeignKeyConstraint(
            ["reference", "position"], ["stages.reference", "stages.position"], name="fk_reminders_reference_position"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_reminders"),
        sa.UniqueConstraint("reference", "position", "kind", name="uq_reminders_reference_position_kind"),
    )
    op.create_table(
        "deliveries",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("reminder", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=254), server_default="", nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(channel = 'email') = (length(address) > 0)", name="ck_deliveries_address"),
        sa.CheckConstraint("channel IN ('visit', 'email', 'teams')", name="ck_deliveries_channel"),
        sa.CheckConstraint("state IN ('waiting', 'sending', 'sent', 'failed', 'dropped')", name="ck_deliveries_state"),
        sa.ForeignKeyConstraint(["reminder"], ["reminders.number"], name="fk_deliveries_reminder"),
        sa.PrimaryKeyConstraint("number", name="pk_deliveries"),
        sa.UniqueConstraint("reminder", "channel", "address", name="uq_deliveries_reminder_channel_address"),
    )
    op.create_index("ix_deliveries_next", "deliveries", ["state", "next_at"], unique=False)
    op.execute(_KEYS_OF_OLD_RECORDS)


def downgrade() -> None:
    for table in _NEW_TABLES:
        op.drop_table(table)
    op.drop_column("stages", "timeframe_working_days")
    op.drop_column("stages", "guidance")
    op.drop_index("uq_escalations_reference_mode", table_name="escalations")
    for column in ("closed_at", "version", "code_hash", "code_issue"):
        op.drop_column("escalations", column)
