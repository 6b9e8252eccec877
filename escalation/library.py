"""The procedures that stand in a folder: loading, checking, and finding one by its partnership."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from escalation.condition import Part, When
from escalation.errors import FactError, ProcedureError
from escalation.facts import Area, Facts, RouteCode, parse_facts
from escalation.procedure import Procedure
from escalation.yaml_file import Place, YamlFile

PROCEDURES = Path(__file__).resolve().parent.parent / "procedures"


class Library:
    """All procedures of a folder, by the code of their partnership."""

    def __init__(self, procedures: Mapping[str, Procedure]) -> None:
        self._procedures = dict(sorted(procedures.items()))

    @classmethod
    def load(cls, folder: Path = PROCEDURES) -> "Library":
        """Reads every `*.yml` of the folder.

        Raises:
            ProcedureError: with all faults of all files, each naming file, line, field and what is allowed.
        """
        procedures: dict[str, Procedure] = {}
        faults: list[str] = []
        for path in sorted(folder.glob("*.yml")):
            try:
                procedure = load_procedure(path)
            except ProcedureError as error:
                faults += error.faults
                continue
            if procedure.partnership in procedures:
                faults.append(f"{path.name}:1: partnership {procedure.partnership} has another file already")
            procedures[procedure.partnership] = procedure
        if not procedures and not faults:
            faults.append(f"{folder.name}: there is no procedure file (*.yml) in this folder")
        if faults:
            raise ProcedureError(faults)
        return cls(procedures)

    def __iter__(self) -> Iterator[Procedure]:
        return iter(self._procedures.values())

    def codes(self) -> list[str]:
        """The codes of all partnerships."""
        return list(self._procedures)

    def find(self, partnership: str | None) -> Procedure | None:
        """The procedure of a partnership, if its code is known."""
        return self._procedures.get(partnership) if partnership else None

    def localities(self) -> list[str]:
        """The codes of all localities of all procedures."""
        return [locality.code for procedure in self for locality in procedure.localities]

    def parse(self, raw: object) -> Facts:
        """Facts checked against the codes and against the procedures that are here.

        Raises:
            FactError: as `parse_facts`, and for a partnership or locality that no file knows.
        """
        facts = parse_facts(raw)
        if facts.partnership is not None and facts.partnership not in self._procedures:
            raise FactError("partnership", "There is no procedure for that partnership here.", self.codes())
        if facts.locality is not None and facts.locality not in self.localities():
            raise FactError("locality", "No procedure here serves that locality.", self.localities())
        return facts


def load_procedure(path: Path) -> Procedure:
    """One procedure file, checked.

    Raises:
        ProcedureError: with every fault found, each naming file, line, field and what is allowed.
    """
    file = YamlFile(path)
    if not isinstance(file.content, dict):
        raise ProcedureError([f"{path.name}:1: a procedure file is a list of fields such as `partnership:`"])
    try:
        procedure = Procedure.model_validate(file.content)
    except ValidationError as error:
        raise ProcedureError([_fault(file, found) for found in error.errors()]) from None
    faults = [f"{path.name}:{file.line_of(place)}: {said}" for place, said in _inner_faults(procedure)]
    if faults:
        raise ProcedureError(faults)
    return procedure


def _fault(file: YamlFile, found: Mapping[str, Any]) -> str:
    place: Place = tuple(part for part in found["loc"] if part != "[key]")
    field = ".".join(str(part) for part in place) or "the file"
    said = {
        "extra_forbidden": f"there is no field of this name; allowed are {_fields_beside(place)}",
        "missing": "is missing",
    }.get(found["type"], str(found["msg"]))
    return f"{file.path.name}:{file.line_of(place)}: {field}: {said}"


def _fields_beside(place: Place) -> str:
    """The fields that the model around an unknown field knows, so that the owner sees the right name."""
    model: Any = Procedure
    for part in place[:-1]:
        model = _model_below(model, part)
        if model is None:
            return "those in schema.json"
    return ", ".join(model.model_fields)


def _model_below(model: Any, part: str | int) -> Any:
    if isinstance(part, int) or not hasattr(model, "model_fields") or part not in model.model_fields:
        return model if isinstance(part, (int, str)) and model is not Procedure else None
    return _model_in(model.model_fields[part].annotation)


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_in(inner)
        if found is not None:
            return found
    return None


def _inner_faults(procedure: Procedure) -> Iterator[tuple[Place, str]]:
    yield from _citation_faults(procedure, procedure, ())
    yield from _route_faults(procedure)
    yield from _condition_faults(procedure)
    yield from _locality_faults(procedure)
    yield from _skip_faults(procedure)
    yield from _duty_faults(procedure)
    yield from _people_faults(procedure)


def _citation_faults(procedure: Procedure, part: object, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(part, Part):
        cite = getattr(part, "cite", None)
        if cite is not None and cite not in procedure.paragraphs:
            yield (*place, "cite"), f"cite: {cite} is not among `paragraphs`"
        for field in type(part).model_fields:
            yield from _citation_faults(procedure, getattr(part, field), (*place, field))
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from _citation_faults(procedure, value, (*place, str(key)))
    elif isinstance(part, tuple):
        for number, value in enumerate(part):
            yield from _citation_faults(procedure, value, (*place, number))


def _route_faults(procedure: Procedure) -> Iterator[tuple[Place, str]]:
    for code in RouteCode:
        if code not in procedure.routes:
            yield (
                ("routes",),
                f"routes: {code.value} is missing; say `status: not_stated` if the text has none",
            )
    escalation = procedure.routes.get(RouteCode.ESCALATION)
    if escalation is not None and not escalation.stages:
        yield ("routes", "escalation"), "routes.escalation: must be stated, since all else falls back to it"


def _conditions(part: object, place: Place) -> Iterator[tuple[Place, When]]:
    if isinstance(part, When):
        yield place, part
    elif isinstance(part, Part):
        for field in type(part).model_fields:
            yield from _conditions(getattr(part, field), (*place, field))
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from _conditions(value, (*place, str(key)))
    elif isinstance(part, tuple):
        for number, value in enumerate(part):
            yield from _conditions(value, (*place, number))


def _condition_faults(procedure: Procedure) -> Iterator[tuple[Place, str]]:
    """Conditions that no fact can ever meet: a stage that no named route has, a route that is not followed."""
    followed = {code for code, route in procedure.routes.items() if route.stages}
    for place, when in _conditions(procedure, ()):
        routes = set(when.route) or followed
        lost = routes - followed
        if lost:
            yield (*place, "route"), f"when.route: no facts lead to {', '.join(sorted(lost))} in this file"
        longest = max((len(procedure.routes[code].stages) for code in routes & followed), default=0)
        if when.stage and min(when.stage) > longest:
            yield (*place, "stage"), f"when.stage: no route named here has a stage {min(when.stage)}"
        unserved = set(when.locality) - {locality.code for locality in procedure.localities}
        if unserved:
            yield (*place, "locality"), f"when.locality: not served here: {', '.join(sorted(unserved))}"
    for number, rule in enumerate(procedure.rules):
        most = len(procedure.routes[RouteCode.ESCALATION].stages) if RouteCode.ESCALATION in procedure.routes else 0
        if rule.from_stage is not None and rule.from_stage > most:
            yield ("rules", number, "from_stage"), f"rules.{number}.from_stage: there are only {most} stages"


def _locality_faults(procedure: Procedure) -> Iterator[tuple[Place, str]]:
    areas = [local.area for local in procedure.areas]
    for number, area in enumerate(areas):
        if area in areas[:number] or area is Area.OTHER:
            yield ("areas", number), f"areas.{number}: {area.value} stands here already or needs no wording"
    for number, contact in enumerate(procedure.suggested_contacts):
        if contact.locality and procedure.locality(contact.locality) is None:
            yield (
                ("suggested_contacts", number),
                f"suggested_contacts.{number}: {contact.locality} is not served",
            )


def _skip_faults(procedure: Procedure) -> Iterator[tuple[Place, str]]:
    """Rules that let stages be left out where no route that they speak of has a stage to leave out."""
    for number, rule in enumerate(procedure.rules):
        routes = [procedure.routes[code] for code in rule.when.route or procedure.routes if code in procedure.routes]
        if rule.lets_skip and all(len(route.stages) < 2 for route in routes):
            yield (
                ("rules", number, "lets_skip"),
                f"rules.{number}.lets_skip: no route named here has a stage to leave",
            )


def _duty_faults(procedure: Procedure) -> Iterator[tuple[Place, str]]:
    """Duties that would be ticked off together, because the same facts can bring both."""
    for number, duty in enumerate(procedure.duties):
        if any(each.code == duty.code and not _apart(each.when, duty.when) for each in procedure.duties[:number]):
            yield ("duties", number), f"duties.{number}: {duty.code} stands here already for the same facts"


def _apart(one: When, other: When) -> bool:
    """Whether no facts meet both conditions."""
    if one.ended is not None and other.ended is not None and one.ended != other.ended:
        return True
    lists = [field for field in When.model_fields if isinstance(getattr(one, field), tuple)]
    pairs = [(set(getattr(one, field)), set(getattr(other, field))) for field in lists]
    return any(these and those and these.isdisjoint(those) for these, those in pairs)


def _people_faults(procedure: Procedure) -> Iterator[tuple[Place, str]]:
    """Names that two entries claim, so that nobody could tell who is meant."""
    taken: set[str] = set()
    for number, person in enumerate(procedure.people):
        names = {name.casefold() for name in (person.name, *person.aliases)}
        for name in sorted(names & taken):
            yield ("people", number), f"people.{number}: {name} stands here already"
        taken |= names
