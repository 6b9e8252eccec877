"""The command line: `escalation decide`, `procedures`, `database`, `records`, `contacts`, `audit` and `users`."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from escalation import audit_commands, clock
from escalation.accounts import desk as accounts_desk
from escalation.decision import decide
from escalation.errors import EscalationError, FactError, ProcedureError
from escalation.examples import faults_of_examples
from escalation.library import PROCEDURES, Library
from escalation.procedure import Procedure
from escalation.reference import read_reference

WRONG = 2
_NO_RECORD = "There is no record with this reference."


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit status: 0, or 2 for bad input, said in words."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except EscalationError as error:
        print(error.message, file=sys.stderr)
        return WRONG
    except BrokenPipeError:
        # The reader has gone, as `head` does. Nothing more can be said to it.
        sys.stderr.close()
        return 0
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="escalation", description="Decisions, procedures and records.")
    commands = parser.add_subparsers(required=True, metavar="command")

    decision = commands.add_parser("decide", help="facts as JSON in, guidance as JSON out")
    decision.add_argument("--facts", type=Path, help="a file with the facts, instead of standard input")
    decision.add_argument("--many", action="store_true", help="one object a line in, one a line out")
    decision.add_argument("--procedures", type=Path, default=PROCEDURES, help="the folder of procedure files")
    decision.set_defaults(run=_decide)

    procedures = commands.add_parser("procedures", help="check the procedure files, or write their schema")
    procedures.add_argument("what", choices=("check", "schema"))
    procedures.add_argument("--procedures", type=Path, default=PROCEDURES, help="the folder of procedure files")
    procedures.set_defaults(run=_procedures)

    database = commands.add_parser("database", help="bring the database up to date")
    database.add_argument("what", choices=("upgrade",))
    database.set_defaults(run=_database)

    records = commands.add_parser("records", help="read escalation records")
    kinds = records.add_subparsers(required=True, metavar="list|show")
    listing = kinds.add_parser("list", help="the newest records")
    listing.add_argument("--most", type=int, default=100)
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)
    showing = kinds.add_parser("show", help="one record, whole")
    showing.add_argument("reference")
    showing.add_argument("--json", action="store_true")
    showing.set_defaults(run=_show)

    contacts = commands.add_parser("contacts", help="the directory of named officers")
    ways = contacts.add_subparsers(required=True, metavar="import|export|list")
    importing = ways.add_parser("import", help="make a CSV file the directory of each partnership that it names")
    importing.add_argument("file", type=Path)
    importing.add_argument("--procedures", type=Path, default=PROCEDURES, help="the folder of procedure files")
    importing.set_defaults(run=_import_contacts)
    exporting = ways.add_parser("export", help="the whole directory as a CSV file")
    exporting.add_argument("file", type=Path, nargs="?", help="where to write it, instead of standard output")
    exporting.set_defaults(run=_export_contacts)
    naming = ways.add_parser("list", help="everybody in the directory")
    naming.add_argument("--json", action="store_true")
    naming.set_defaults(run=_list_contacts)

    audit_commands.add_to(commands)
    accounts_desk.add_commands(commands)
    return parser


def _decide(options: argparse.Namespace) -> int:
    library = Library.load(options.procedures)
    if options.many:
        return _decide_many(library, sys.stdin.buffer if options.facts is None else _lines_of(options.facts))
    try:
        text = sys.stdin.buffer.read() if options.facts is None else options.facts.read_bytes()
    except OSError:
        error = FactError("facts", "The file with the facts cannot be read.")
        print(_line(error.as_json()))
        return WRONG
    answer = _answer(library, text)
    print(_line(answer))
    return WRONG if "error" in answer else 0


def _decide_many(library: Library, lines: Iterable[bytes]) -> int:
    for line in lines:
        print(_line(_answer(library, line)), flush=True)
    return 0


def _lines_of(path: Path) -> Iterable[bytes]:
    try:
        return path.read_bytes().splitlines()
    except OSError:
        raise EscalationError("The file with the facts cannot be read.") from None


def _answer(library: Library, text: bytes) -> dict[str, Any]:
    try:
        facts = library.parse(_json(text))
    except FactError as error:
        return error.as_json()
    if facts.on is None:
        facts = facts.model_copy(update={"on": clock.today()})
    return dict(decide(library.find(facts.partnership), facts))


def _json(text: bytes) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise FactError("facts", "The facts must be one JSON object.") from None


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, default=str)


def _procedures(options: argparse.Namespace) -> int:
    if options.what == "schema":
        schema = Procedure.model_json_schema()
        (options.procedures / "schema.json").write_text(json.dumps(schema, indent=1) + "\n", encoding="utf-8")
        return 0
    library = Library.load(options.procedures)
    faults = [fault for procedure in library for fault in faults_of_examples(procedure)]
    if faults:
        raise ProcedureError(faults)
    for procedure in library:
        print(f"{procedure.partnership}: {len(procedure.examples)} examples hold ({procedure.document.edition})")
    return 0


def _database(_options: argparse.Namespace) -> int:
    # The database's library is loaded only by the commands that use it: `decide` answers without it.
    from escalation.store.schema import upgrade

    upgrade(_engine())
    return 0


def _list(options: argparse.Namespace) -> int:
    from escalation.store import escalations

    with _records() as connection:
        found = [dict(record) for record in escalations.newest(connection, most=options.most)]
    if options.json:
        print(_line(found))
        return 0
    for record in found:
        print(
            f"{record['reference']}  {record['opened_at']:%Y-%m-%d %H:%M}  {record['partnership']}  {record['route']}"
        )
    return 0


def _show(options: argparse.Namespace) -> int:
    from escalation.store import escalations

    reference = read_reference(options.reference)
    if reference is None:
        raise EscalationError("That is not a reference: its figures do not agree. One looks like 4827-3195-6.")
    with _records() as connection:
        record = escalations.find(connection, reference)
    if record is None:
        raise EscalationError(_NO_RECORD)
    if options.json:
        print(_line(record))
        return 0
    for key, value in record.items():
        if key not in ("guidance", "stages", "draft"):
            print(f"{key.replace('_', ' ')}: {'' if value is None else value}")
    for stage in record["stages"]:
        print(f"{stage['word']} {stage['stage']}: {stage['title']} ({stage['timescale_text']})")
    return 0


def _import_contacts(options: argparse.Namespace) -> int:
    from escalation.directory import desk

    library = Library.load(options.procedures)
    for line in desk.bring_in(_directory(), library, options.file, clock.today()):
        print(_printable(line))
    return 0


def _export_contacts(options: argparse.Namespace) -> int:
    from escalation.directory import desk

    if options.file is None:
        sys.stdout.buffer.write(desk.export_directory(_directory()))
    else:
        desk.take_out(_directory(), options.file)
    return 0


def _list_contacts(options: argparse.Namespace) -> int:
    from escalation.directory import desk

    officers = desk.everybody(_directory())
    if options.json:
        print(_line([asdict(officer) for officer in officers]))
        return 0
    for line in desk.lines(officers, clock.today()):
        print(_printable(line))
    return 0


def _printable(line: str) -> str:
    """The line in what the terminal can show: a name is not worth a failure."""
    encoding = sys.stdout.encoding or "utf-8"
    return line.encode(encoding, "replace").decode(encoding)


def _directory() -> Any:
    """The database that holds the directory. None is made here: an empty one would say that nobody is named."""
    from escalation.settings import Data

    file = Data().database_file
    if file is not None and not file.exists():
        raise EscalationError(f'There is no database at {file}. Run "escalation database upgrade" first.')
    return _engine()


def _engine() -> Any:
    from escalation.settings import Data
    from escalation.store.engine import connect

    return connect(Data().database)


@contextmanager
def _records() -> Iterator[Any]:
    """A connection that reads the records, or words where they cannot be read."""
    from sqlalchemy.exc import SQLAlchemyError

    from escalation.settings import Data
    from escalation.store.engine import reading

    file = Data().database_file
    if file is not None and not file.exists():
        raise EscalationError(f"There are no records yet: there is no database at {file}.")
    try:
        with reading(_engine()) as connection:
            yield connection
    except SQLAlchemyError as error:
        raise EscalationError(f"The database cannot be read ({type(error).__name__}).") from None


if __name__ == "__main__":
    sys.exit(main())
