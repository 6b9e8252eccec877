"""Opens the house: conversations, journal, escalations, stages, audit."""

import sqlalchemy as sa
from alembic import op

# The audit trail is only ever added to. The database itself refuses anything else.
_SQLITE_GUARD = """
CREATE TRIGGER audit_keeps_{verb} BEFORE {verb} ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever added to'); END
"""
_POSTGRESQL_GUARD = (
    """
CREATE FUNCTION audit_keeps() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit trail is only ever added to'; END $$
""",
    """
CREATE TRIGGER audit_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_keeps()
""",
)

revision = "20261121_open_the_house"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
    )
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("channel IN ('api', 'web')", name="ck_conversations_channel"),
        sa.CheckConstraint("mode IN ('live', 'training')", name="ck_conversations_mode"),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
        sa.UniqueConstraint("id", "mode", name="uq_conversations_id_mode"),
    )
    op.create_table(
        "journal",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("author", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("client_message_id", sa.String(length=80), nullable=True),
        sa.Column("choice", sa.String(length=80), nullable=True),
        sa.Column("masked", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reference", sa.String(length=20), nullable=True),
        sa.Column("answers", sa.String(length=40), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("asks", sa.String(length=40), nullable=True),
        sa.Column("choices", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("guidance", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint(
            "(author = 'practitioner' AND client_message_id IS NOT NULL AND outcome IS NOT NULL AND kind IS NULL AND answers IS NULL) OR (author = 'assistant' AND kind IS NOT NULL AND answers IS NOT NULL AND outcome IS NULL AND client_message_id IS NULL)",
            name="ck_journal_sides",
        ),
        sa.CheckConstraint("author IN ('practitioner', 'assistant')", name="ck_journal_author"),
        sa.CheckConstraint(
            "kind IS NULL OR kind IN ('notice', 'question', 'emergency', 'summary', 'guidance', 'confirmation', 'error')",
            name="ck_journal_kind",
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('pending', 'answered', 'failed')", name="ck_journal_outcome"
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id", "answers"],
            ["journal.conversation_id", "journal.id"],
            name="fk_journal_conversation_id_answers",
        ),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_journal_conversation_id"),
        sa.PrimaryKeyConstraint("number", name="pk_journal"),
        sa.UniqueConstraint(
            "conversation_id", "client_message_id", name="uq_journal_conversation_id_client_message_id"
        ),
        sa.UniqueConstraint("conversation_id", "id", name="uq_journal_conversation_id_id"),
        sa.UniqueConstraint("id", name="uq_journal_id"),
    )
    with op.batch_alter_table("journal") as batch_op:
        batch_op.create_index("ix_journal_conversation", ["conversation_id", "number"])
        batch_op.create_index(
            "uq_journal_one_turn",
            ["conversation_id"],
            unique=True,
            sqlite_where=sa.text("outcome = 'pending'"),
            postgresql_where=sa.text("outcome = 'pending'"),
        )

    op.create_table(
        "escalations",
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("draft", sa.String(length=40), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("opened_by", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("partnership", sa.String(length=60), nullable=False),
        sa.Column("locality", sa.String(length=60), nullable=True),
        sa.Column("procedure_title", sa.Text(), nullable=False),
        sa.Column("procedure_edition", sa.Text(), nullable=False),
        sa.Column("procedure_as_of", sa.String(length=10), nullable=False),
        sa.Column("area", sa.String(length=40), nullable=False),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.Column("conference", sa.String(length=20), nullable=True),
        sa.Column("agency", sa.String(length=20), nullable=False),
        sa.Column("other_agency", sa.String(length=20), nullable=True),
        sa.Column("tried", sa.Integer(), nullable=False),
        sa.Column("timeframe_working_days", sa.Integer(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("case_reference", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("outcome_sought", sa.Text(), nullable=True),
        sa.Column("route", sa.String(length=40), nullable=False),
        sa.Column("emergency", sa.Boolean(), nullable=False),
        sa.Column("guidance", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "agency IN ('social_care', 'health', 'police', 'education', 'probation', 'housing', 'voluntary', 'other')",
            name="ck_escalations_agency",
        ),
        sa.CheckConstraint(
            "area IN ('threshold_referral', 'assessment_outcome', 'decision_making', 'need_for_action', 'case_closure', 'roles_responsibilities', 'service_provision', 'information_sharing', 'timeliness_drift', 'convene_conference', 'conference_decision', 'cp_plan_implementation', 'immediate_safety', 'lac_review', 'allegation_staff', 'whistleblowing', 'mca_16_17', 'other')",
            name="ck_escalations_area",
        ),
        sa.CheckConstraint(
            "conference IS NULL OR conference IN ('no', 'at_conference', 'after_conference', 'not_convened')",
            name="ck_escalations_conference",
        ),
        sa.CheckConstraint("mode IN ('live', 'training')", name="ck_escalations_mode"),
        sa.CheckConstraint(
            "other_agency IS NULL OR other_agency IN ('social_care', 'health', 'police', 'education', 'probation', 'housing', 'voluntary', 'other')",
            name="ck_escalations_other_agency",
        ),
        sa.CheckConstraint(
            "route IN ('escalation', 'conference_dissent', 'conference_request', 'looked_after_review', 'allegation', 'whistleblowing')",
            name="ck_escalations_route",
        ),
        sa.CheckConstraint("status IN ('open', 'closed')", name="ck_escalations_status"),
        sa.CheckConstraint("urgency IN ('immediate_danger', 'urgent', 'not_urgent')", name="ck_escalations_urgency"),
        sa.CheckConstraint("length(case_reference) > 0", name="ck_escalations_case_reference"),
        sa.CheckConstraint("tried >= 0", name="ck_escalations_tried"),
        sa.ForeignKeyConstraint(
            ["conversation_id", "mode"],
            ["conversations.id", "conversations.mode"],
            name="fk_escalations_conversation_id_mode",
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id", "opened_by"],
            ["journal.conversation_id", "journal.id"],
            name="fk_escalations_conversation_id_opened_by",
        ),
        sa.PrimaryKeyConstraint("reference", name="pk_escalations"),
        sa.UniqueConstraint("draft", name="uq_escalations_draft"),
    )
    with op.batch_alter_table("escalations") as batch_op:
        batch_op.create_index("ix_escalations_conversation", ["conversation_id"])
        batch_op.create_index("ix_escalations_opened", ["mode", "opened_at"])

    op.create_table(
        "stages",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number_source", sa.String(length=10), nullable=False),
        sa.Column("actor", sa.String(length=20), nullable=False),
        sa.Column("contacts", sa.JSON(), nullable=False),
        sa.Column("timescale_kind", sa.String(length=20), nullable=False),
        sa.Column("timescale_text", sa.Text(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("citations", sa.JSON(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("outcome_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("due IS NULL OR timescale_kind IN ('fixed', 'set_by_user')", name="ck_stages_due"),
        sa.CheckConstraint(
            "timescale_kind IN ('fixed', 'set_by_user', 'words', 'not_stated')",
            name="ck_stages_timescale_kind",
        ),
        sa.CheckConstraint("(outcome IS NULL) = (outcome_at IS NULL)", name="ck_stages_outcome"),
        sa.CheckConstraint("position >= 1", name="ck_stages_position"),
        sa.ForeignKeyConstraint(["reference"], ["escalations.reference"], name="fk_stages_reference"),
        sa.PrimaryKeyConstraint("number", name="pk_stages"),
        sa.UniqueConstraint("reference", "position", name="uq_stages_reference_position"),
    )
    with op.batch_alter_table("stages") as batch_op:
        batch_op.create_index("ix_stages_due", ["due"])

    _guard_audit()


def _guard_audit() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(_SQLITE_GUARD.format(verb=verb))
    else:
        for statement in _POSTGRESQL_GUARD:
            op.execute(statement)


def downgrade() -> None:
    for table in ("stages", "escalations", "journal", "conversations", "audit"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION audit_keeps()")
