"""The tables. What must never happen is forbidden here, by the database itself, and not only in Python."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeDecorator

from escalation.facts import Agency, Area, Conference, RouteCode, Urgency
from escalation.procedure import TimescaleKind
from escalation.progress import ProgressKind, Speaker

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_Number = BigInteger().with_variant(Integer, "sqlite")


class Moment(TypeDecorator[datetime]):
    """A moment with its time zone. SQLite forgets the zone, so it is kept in UTC and given back with it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment with its zone."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def one_of(column: str, values: Any, *, nullable: bool = False) -> str:
    """The condition that a column holds one of these codes."""
    listed = ", ".join(f"'{value}'" for value in values)
    condition = f"{column} IN ({listed})"
    return f"{column} IS NULL OR {condition}" if nullable else condition


conversations = Table(
    "conversations",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("token_hash", String(64), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("mode", String(10), nullable=False),
    Column("started_at", Moment, nullable=False),
    CheckConstraint(one_of("mode", ("live", "training")), name="mode"),
    CheckConstraint(one_of("channel", ("api", "web")), name="channel"),
    UniqueConstraint("id", "mode"),
)

journal = Table(
    "journal",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("id", String(40), nullable=False, unique=True),
    Column("conversation_id", String(40), ForeignKey("conversations.id"), nullable=False),
    Column("author", String(20), nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", Text, nullable=False),
    # What the practitioner sent.
    Column("client_message_id", String(80)),
    Column("choice", String(80)),
    Column("masked", JSON(none_as_null=True)),
    Column("outcome", String(20)),
    Column("answered_at", Moment),
    Column("reference", String(20)),
    # What the assistant said to it.
    Column("answers", String(40)),
    Column("kind", String(20)),
    Column("asks", String(40)),
    Column("choices", JSON(none_as_null=True)),
    Column("guidance", JSON(none_as_null=True)),
    UniqueConstraint("conversation_id", "client_message_id"),
    UniqueConstraint("conversation_id", "id"),
    ForeignKeyConstraint(["conversation_id", "answers"], ["journal.conversation_id", "journal.id"]),
    CheckConstraint(one_of("author", ("practitioner", "assistant")), name="author"),
    CheckConstraint(
        "(author = 'practitioner' AND client_message_id IS NOT NULL AND outcome IS NOT NULL"
        " AND kind IS NULL AND answers IS NULL)"
        " OR (author = 'assistant' AND kind IS NOT NULL AND answers IS NOT NULL"
        " AND outcome IS NULL AND client_message_id IS NULL)",
        name="sides",
    ),
    CheckConstraint(one_of("outcome", ("pending", "answered", "failed"), nullable=True), name="outcome"),
    CheckConstraint(
        one_of(
            "kind",
            ("notice", "question", "emergency", "summary", "guidance", "confirmation", "error"),
            nullable=True,
        ),
        name="kind",
    ),
    Index("ix_journal_conversation", "conversation_id", "number"),
    # One turn at a time in a conversation, whatever the processes do.
    Index(
        "uq_journal_one_turn",
        "conversation_id",
        unique=True,
        sqlite_where=text("outcome = 'pending'"),
        postgresql_where=text("outcome = 'pending'"),
    ),
)

escalations = Table(
    "escalations",
    metadata,
    Column("reference", String(20), primary_key=True),
    Column("draft", String(40), nullable=False, unique=True),
    Column("conversation_id", String(40), nullable=False),
    Column("mode", String(10), nullable=False),
    Column("opened_by", String(40), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("status", String(10), nullable=False),
    Column("partnership", String(60), nullable=False),
    Column("locality", String(60)),
    Column("procedure_title", Text, nullable=False),
    Column("procedure_edition", Text, nullable=False),
    Column("procedure_as_of", String(10), nullable=False),
    Column("area", String(40), nullable=False),
    Column("urgency", String(20), nullable=False),
    Column("conference", String(20)),
    Column("agency", String(20), nullable=False),
    Column("other_agency", String(20)),
    Column("tried", Integer, nullable=False),
    Column("timeframe_working_days", Integer),
    Column("started_on", Date, nullable=False),
    Column("case_reference", Text, nullable=False),
    Column("description", Text),
    Column("outcome_sought", Text),
    Column("route", String(40), nullable=False),
    Column("emergency", Boolean, nullable=False),
    Column("guidance", JSON, nullable=False),
    # Only a keyed hash of the resume code; another issue of the code makes the one before it useless.
    Column("code_issue", Integer, nullable=False, server_default="1"),
    Column("code_hash", String(64)),
    # Rises with every report, so that of two people who report at once only one is taken.
    Column("version", Integer, nullable=False, server_default="1"),
    Column("closed_at", Moment),
    # A record belongs to one conversation, and is live or training as that conversation is.
    ForeignKeyConstraint(["conversation_id", "mode"], ["conversations.id", "conversations.mode"]),
    ForeignKeyConstraint(["conversation_id", "opened_by"], ["journal.conversation_id", "journal.id"]),
    CheckConstraint(one_of("mode", ("live", "training")), name="mode"),
    CheckConstraint(one_of("status", ("open", "closed")), name="status"),
    CheckConstraint(one_of("area", Area), name="area"),
    CheckConstraint(one_of("urgency", Urgency), name="urgency"),
    CheckConstraint(one_of("conference", Conference, nullable=True), name="conference"),
    CheckConstraint(one_of("agency", Agency), name="agency"),
    CheckConstraint(one_of("other_agency", Agency, nullable=True), name="other_agency"),
    CheckConstraint(one_of("route", RouteCode), name="route"),
    CheckConstraint("tried >= 0", name="tried"),
    CheckConstraint("length(case_reference) > 0", name="case_reference"),
    CheckConstraint("(status = 'closed') = (closed_at IS NOT NULL)", name="closed"),
    Index("ix_escalations_opened", "mode", "opened_at"),
    Index("uq_escalations_reference_mode", "reference", "mode", unique=True),
    Index("ix_escalations_conversation", "conversation_id"),
)

stages = Table(
    "stages",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("reference", String(20), ForeignKey("escalations.reference"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("stage", Integer, nullable=False),
    Column("word", String(20), nullable=False),
    Column("title", Text, nullable=False),
    Column("number_source", String(10), nullable=False),
    Column("actor", String(20), nullable=False),
    Column("contacts", JSON, nullable=False),
    Column("timescale_kind", String(20), nullable=False),
    Column("timescale_text", Text, nullable=False),
    Column("working_days", Integer),
    Column("due", Date),
    Column("citations", JSON, nullable=False),
    Column("entered_at", Moment, nullable=False),
    Column("guidance", JSON(none_as_null=True)),
    Column("timeframe_working_days", Integer),
    # How the stage ended: the kind of the report that ended it.
    Column("outcome", Text),
    Column("outcome_at", Moment),
    UniqueConstraint("reference", "position"),
    CheckConstraint("position >= 1", name="position"),
    CheckConstraint(one_of("timescale_kind", TimescaleKind), name="timescale_kind"),
    # A date is never worked out where the procedure fixes no number of days and lets nobody set one.
    CheckConstraint("due IS NULL OR timescale_kind IN ('fixed', 'set_by_user')", name="due"),
    CheckConstraint("(outcome IS NULL) = (outcome_at IS NULL)", name="outcome"),
    Index("ix_stages_due", "due"),
)

# What happened at a stage, told by the practitioner. Rows are only ever added.
progress = Table(
    "progress",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("report", String(40), nullable=False, unique=True),
    Column("reference", String(20), nullable=False),
    Column("mode", String(10), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("happened_on", Date, nullable=False),
    Column("who", String(20)),
    Column("said", Text),
    Column("agreed", Text),
    Column("child_outcome", Text),
    Column("reason", Text),
    Column("urgency", String(20)),
    Column("raiser_told", Boolean),
    Column("learning", Text),
    Column("moved_to", Integer),
    Column("reported_at", Moment, nullable=False),
    Column("conversation_id", String(40), nullable=False),
    Column("message_id", String(40), nullable=False),
    ForeignKeyConstraint(["reference", "mode"], ["escalations.reference", "escalations.mode"]),
    ForeignKeyConstraint(["reference", "position"], ["stages.reference", "stages.position"]),
    ForeignKeyConstraint(["conversation_id", "mode"], ["conversations.id", "conversations.mode"]),
    ForeignKeyConstraint(["conversation_id", "message_id"], ["journal.conversation_id", "journal.id"]),
    CheckConstraint(one_of("kind", ProgressKind), name="kind"),
    CheckConstraint(one_of("who", Speaker, nullable=True), name="who"),
    CheckConstraint(one_of("urgency", Urgency, nullable=True), name="urgency"),
    # A stage is never left out without a reason.
    CheckConstraint("kind != 'skipped' OR length(reason) > 0", name="reason"),
    Index("ix_progress_reference", "reference", "number"),
)

# What a procedure asks to be done around a stage, to be ticked off.
duties = Table(
    "duties",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("reference", String(20), nullable=False),
    Column("position", Integer, nullable=False),
    Column("code", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("cite", String(60), nullable=False),
    Column("done_on", Date),
    Column("done_at", Moment),
    Column("conversation_id", String(40), ForeignKey("conversations.id")),
    # The message that ticked it off; none where that was done on the record's page.
    Column("message_id", String(40)),
    UniqueConstraint("reference", "position", "code"),
    ForeignKeyConstraint(["reference", "position"], ["stages.reference", "stages.position"]),
    CheckConstraint("(done_on IS NULL) = (done_at IS NULL)", name="done"),
)

# Which conversation may see which record: the one that opened it, and each that gave its resume code.
keys = Table(
    "keys",
    metadata,
    Column("conversation_id", String(40), primary_key=True),
    Column("reference", String(20), primary_key=True),
    Column("mode", String(10), nullable=False),
    Column("given_at", Moment, nullable=False),
    ForeignKeyConstraint(["reference", "mode"], ["escalations.reference", "escalations.mode"]),
    ForeignKeyConstraint(["conversation_id", "mode"], ["conversations.id", "conversations.mode"]),
    Index("ix_keys_reference", "reference"),
)

# Each time somebody gave a resume code. Wrong ones are counted, for a conversation and for a reference.
code_attempts = Table(
    "code_attempts",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("reference", String(20), nullable=False),
    Column("conversation_id", String(40), ForeignKey("conversations.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("right", Boolean, nullable=False),
    Index("ix_code_attempts_reference", "reference", "at"),
    Index("ix_code_attempts_conversation", "conversation_id", "at"),
)

# Where reminders go by e-mail, if the practitioner asked for that.
reminder_addresses = Table(
    "reminder_addresses",
    metadata,
    Column("reference", String(20), ForeignKey("escalations.reference"), primary_key=True),
    Column("address", String(254), primary_key=True),
    Column("since", Moment, nullable=False),
)

# That an answer is due, or overdue: marked once for each stage, whatever the processes do.
reminders = Table(
    "reminders",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("reference", String(20), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("due", Date, nullable=False),
    Column("marked_at", Moment, nullable=False),
    UniqueConstraint("reference", "position", "kind"),
    ForeignKeyConstraint(["reference", "position"], ["stages.reference", "stages.position"]),
    CheckConstraint(one_of("kind", ("due", "overdue")), name="kind"),
)

# Each way in which a reminder reaches the person: on their next visit, or by e-mail.
deliveries = Table(
    "deliveries",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("reminder", _Number, ForeignKey("reminders.number"), nullable=False),
    Column("channel", String(10), nullable=False),
    Column("address", String(254), nullable=False, server_default=""),
    Column("state", String(10), nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("next_at", Moment, nullable=False),
    Column("sent_at", Moment),
    UniqueConstraint("reminder", "channel", "address"),
    CheckConstraint(one_of("channel", ("visit", "email", "teams")), name="channel"),
    CheckConstraint(one_of("state", ("waiting", "sending", "sent", "failed", "dropped")), name="state"),
    CheckConstraint("(channel = 'email') = (length(address) > 0)", name="address"),
    Index("ix_deliveries_next", "state", "next_at"),
)

# The directory of named officers. A lead keeps it; it holds no case.
contacts = Table(
    "contacts",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("partnership", String(60), nullable=False),
    Column("locality", String(60), nullable=False, server_default=""),
    Column("agency", String(20), nullable=False, server_default=""),
    Column("team", Text, nullable=False, server_default=""),
    # 0 is any stage.
    Column("stage", Integer, nullable=False, server_default="0"),
    Column("role", Text, nullable=False, server_default=""),
    Column("name", Text, nullable=False),
    Column("phone", String(40), nullable=False, server_default=""),
    Column("email", String(254), nullable=False, server_default=""),
    Column("confirmed_by", Text, nullable=False, server_default=""),
    Column("confirmed_on", Date),
    Column("review_on", Date),
    UniqueConstraint("partnership", "locality", "agency", "team", "stage", "role", "name"),
    CheckConstraint("stage > 0 OR length(role) > 0", name="stage_or_role"),
    CheckConstraint("(confirmed_on IS NULL) = (length(confirmed_by) = 0)", name="confirmed"),
    Index("ix_contacts_partnership", "partnership", "stage"),
)

# A challenge that somebody received. It never points into the sender's record: only their reference is kept.
challenges = Table(
    "challenges",
    metadata,
    Column("reference", String(20), primary_key=True),
    Column("draft", String(40), nullable=False, unique=True),
    Column("conversation_id", String(40), nullable=False),
    Column("mode", String(10), nullable=False),
    Column("opened_by", String(40), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("partnership", String(60), nullable=False),
    Column("locality", String(60)),
    Column("agency", String(20), nullable=False),
    Column("other_agency", String(20)),
    Column("stage", Integer),
    Column("received_on", Date, nullable=False),
    Column("answer_by", Date),
    Column("case_reference", Text, nullable=False),
    Column("asked_for", Text),
    Column("senders_reference", String(20)),
    Column("procedure_title", Text, nullable=False),
    Column("procedure_edition", Text, nullable=False),
    Column("procedure_as_of", String(10), nullable=False),
    Column("guidance", JSON, nullable=False),
    ForeignKeyConstraint(["conversation_id", "mode"], ["conversations.id", "conversations.mode"]),
    ForeignKeyConstraint(["conversation_id", "opened_by"], ["journal.conversation_id", "journal.id"]),
    CheckConstraint(one_of("mode", ("live", "training")), name="mode"),
    CheckConstraint(one_of("agency", Agency), name="agency"),
    CheckConstraint(one_of("other_agency", Agency, nullable=True), name="other_agency"),
    Index("ix_challenges_conversation", "conversation_id"),
)

# Rows are only ever added, each after the last; triggers refuse anything else. `store.audit` says how they are chained.
audit = Table(
    "audit",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("event", String(40), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("details", JSON, nullable=False),
    Column("hash", String(64), nullable=False),
    CheckConstraint("length(hash) = 64", name="hash"),
)

# The end of the audit trail, in one row: how many rows there are, and the number and hash of the last.
audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("entries", BigInteger, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
    CheckConstraint("id = 1", name="one"),
)

# Who can sign in. What they know is kept as hashes; the secret of their app is worked out, and not kept.
accounts = Table(
    "accounts",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", String(254), nullable=False),
    # The name as it is compared: however its letters are composed, large or small.
    Column("name_key", String(500), nullable=False, unique=True),
    Column("shown_name", String(120), nullable=False),
    Column("role", String(20), nullable=False),
    Column("partnerships", JSON, nullable=False),
    Column("localities", JSON, nullable=False),
    Column("agency", String(20)),
    # Whom an OpenID Connect provider knows has these two; whom we know ourselves has the three below.
    Column("issuer", String(300)),
    Column("subject", String(300)),
    Column("password_hash", String(200)),
    Column("code_salt", String(64)),
    # The newest time step whose code was taken: no code is taken twice.
    Column("code_step", BigInteger),
    Column("active", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("last_signed_in_at", Moment),
    UniqueConstraint("issuer", "subject"),
    CheckConstraint(one_of("role", ("lead", "trainer", "administrator")), name="role"),
    CheckConstraint(one_of("agency", Agency, nullable=True), name="agency"),
    CheckConstraint(
        "(issuer IS NULL AND subject IS NULL AND password_hash IS NOT NULL AND code_salt IS NOT NULL)"
        " OR (issuer IS NOT NULL AND subject IS NOT NULL AND password_hash IS NULL AND code_salt IS NULL)",
        name="known_by",
    ),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("account_id", String(40), ForeignKey("accounts.id"), primary_key=True),
    Column("code_hash", String(64), primary_key=True),
    Column("used_at", Moment),
)

# Who is signed in. `password_ok` is half of the way: nothing is shown to it but the question for the code.
sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account_id", String(40), ForeignKey("accounts.id"), nullable=False),
    Column("state", String(20), nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("codes_tried", Integer, nullable=False, server_default="0"),
    CheckConstraint(one_of("state", ("password_ok", "full")), name="state"),
    Index("ix_sessions_account", "account_id"),
    Index("ix_sessions_started", "started_at"),
)

# Browsers in which somebody signed in before. Failures from elsewhere do not make them wait.
devices = Table(
    "devices",
    metadata,
    Column("account_id", String(40), ForeignKey("accounts.id"), primary_key=True),
    Column("token_hash", String(64), primary_key=True),
    Column("last_signed_in_at", Moment, nullable=False),
)

# Each try to sign in, for a day. Names and addresses stand here as keyed hashes, since anything may be typed as a name.
sign_in_attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("step", String(10), nullable=False),
    Column("name_hash", String(64), nullable=False),
    Column("source_hash", String(64), nullable=False),
    # Only where the device is one of the account's own.
    Column("device_hash", String(64)),
    Column("at", Moment, nullable=False),
    Column("right", Boolean, nullable=False),
    CheckConstraint(one_of("step", ("password", "code")), name="step"),
    Index("ix_sign_in_attempts_name", "name_hash", "at"),
    Index("ix_sign_in_attempts_source", "source_hash", "at"),
    Index("ix_sign_in_attempts_at", "at"),
)
