"""An answer in the making: what the procedure says to the facts, collected with its citations."""

from dataclasses import dataclass, field

from escalation.condition import When
from escalation.contact import Contact, Side
from escalation.facts import Facts, RouteCode, Urgency
from escalation.guidance import (
    CitationGiven,
    ContactGiven,
    DutyGiven,
    Guidance,
    NextGiven,
    ProcedureGiven,
    RuleGiven,
    TimescaleGiven,
    UnknownGiven,
)
from escalation.procedure import (
    Duty,
    Procedure,
    Route,
    Rule,
    Stage,
    Statement,
    Timescale,
    TimescaleKind,
)
from escalation.routing import route_taken, stage_number, wanted_route
from escalation.words import words
from escalation.working_days import after_working_days


@dataclass
class Answer:
    """An answer in the making. Whatever is added brings its citation along."""

    facts: Facts
    procedure: Procedure | None
    steps: list[str] = field(default_factory=list)
    record: list[str] = field(default_factory=list)
    contacts: list[ContactGiven] = field(default_factory=list)
    rules: list[RuleGiven] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    duties: list[DutyGiven] = field(default_factory=list)
    citations: list[CitationGiven] = field(default_factory=list)
    unknowns: list[UnknownGiven] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    timescale: TimescaleGiven | None = None
    next: NextGiven | None = None
    route_code: RouteCode | None = None
    stage: Stage | None = None
    number: int = 0
    ended: bool = False

    def add_emergency(self) -> None:
        """Adds what comes first when a child is in danger now. It is the same everywhere."""
        place = words("emergency", "any_place")
        if self.procedure is not None:
            locality = self.procedure.locality(self.facts.locality)
            place = locality.name if locality else self.procedure.name
        self.steps += [
            words("emergency", "ring_999"),
            words("emergency", "social_care", place=place),
            words("emergency", "lead"),
        ]
        self.citations.append(
            CitationGiven(
                id="national:999",
                ref=words("emergency", "ref"),
                supports="emergency",
                summary=words("emergency", "summary"),
            )
        )

    def add_procedure(self, procedure: Procedure) -> None:
        """Adds all that the procedure says to these facts."""
        self.route_code = route_taken(procedure, self.facts)
        self.number, self.ended = stage_number(procedure, self.facts, self.route_code)
        route = procedure.routes[self.route_code]
        self.stage = route.stages[self.number - 1]
        self._add_route(procedure, route)
        self._add_rules(procedure)
        self._add_stage(procedure, route, self.stage)
        self._add_unknowns(procedure)
        self._add_warnings(procedure)
        for statement in procedure.also:
            if self._holds(statement.when):
                self.also.append(self._said(statement, "also"))
        self.after += [self._said(statement, "after") for statement in procedure.after if self._holds(statement.when)]
        self._add_duties(procedure)

    def given(self, needs: str | None) -> Guidance:
        """The answer as its readers get it. `needs` is the next fact to ask for."""
        procedure, stage = self.procedure, self.stage
        return Guidance(
            emergency=self.facts.urgency is Urgency.IMMEDIATE_DANGER,
            needs=needs,
            route=self.route_code.value if self.route_code else None,
            stage=None
            if procedure is None or stage is None or self.route_code is None
            else {
                "number": self.number,
                "of": _count(procedure.routes[self.route_code]),
                "title": stage.title,
                "word": procedure.stage_word,
                "number_source": stage.number_source.value,
            },
            ended=self.ended,
            actor=stage.actor.value if stage else None,
            contacts=self.contacts,
            timescale=self.timescale,
            steps=self.steps,
            record=self.record,
            next=self.next,
            rules=list(dict.fromkeys(rule["code"] for rule in self.rules)),
            rule_texts=self.rules,
            also=self.also,
            after=self.after,
            duties=self.duties,
            citations=self.citations,
            unknowns=self.unknowns,
            warnings=self.warnings,
            procedure=_procedure_given(procedure) if procedure else None,
        )

    def _holds(self, when: When) -> bool:
        assert self.route_code is not None
        return when.holds(self.facts, self.route_code, self.number, self.ended)

    def _cite(self, ref: str, supports: str) -> None:
        assert self.procedure is not None
        citation = CitationGiven(
            id=f"{self.procedure.partnership}:{ref}:{supports}",
            ref=ref,
            supports=supports,
            summary=self.procedure.paragraphs[ref],
        )
        if citation not in self.citations:
            self.citations.append(citation)

    def _said(self, statement: Statement | Rule | Duty, supports: str) -> str:
        self._cite(statement.cite, supports)
        return statement.say

    def _add_route(self, procedure: Procedure, route: Route) -> None:
        self._cite(route.cite, "route")
        wanted = wanted_route(self.facts)
        if wanted is not self.route_code:
            missing = procedure.routes[wanted]
            self._cite(missing.cite, f"unknown:{wanted.value}")
            self._add_unknown(wanted.value, missing.say, missing.held_in or "")

    def _add_rules(self, procedure: Procedure) -> None:
        for rule in procedure.rules:
            if self._holds(rule.when):
                text = self._said(rule, f"rule:{rule.code}")
                self.rules.append(RuleGiven(code=rule.code, text=text, ref=rule.cite))
                if rule.as_step:
                    self.steps.append(text)

    def _add_stage(self, procedure: Procedure, route: Route, stage: Stage) -> None:
        self._cite(stage.cite, "stage")
        if self.ended:
            self.steps.append(words("ended", "say" if route.count_is_stated else "uncertain"))
        else:
            if self.number == 1:
                self._add_statements(procedure.before, self.steps, "step")
            self._add_statements(stage.steps, self.steps, "step")
        self._add_statements(stage.record, self.record, "record")
        self.contacts += [self._contact(contact) for contact in stage.contacts if self._holds(contact.when)]
        self.timescale = self._timescale(stage.timescale)
        if stage.next_when is not None and not self.ended:
            self.next = NextGiven(
                when=self._said(stage.next_when, "next"),
                title=route.stages[self.number].title,
                stage=self.number + 1,
            )

    def _add_duties(self, procedure: Procedure) -> None:
        for duty in procedure.duties:
            if self._holds(duty.when):
                text = self._said(duty, f"duty:{duty.code}")
                self.duties.append(DutyGiven(code=duty.code, text=text, ref=duty.cite, at=duty.at.value))

    def _add_statements(self, statements: tuple[Statement, ...], sentences: list[str], supports: str) -> None:
        sentences += [self._said(statement, supports) for statement in statements if self._holds(statement.when)]

    def _contact(self, contact: Contact) -> ContactGiven:
        self._cite(contact.cite, "contact")
        agency = {Side.OWN: self.facts.agency, Side.OTHER: self.facts.other_agency}.get(contact.side)
        sector = agency if agency in contact.sectors else None
        role = contact.sectors[sector] if sector else contact.role
        phone = contact.phone
        if phone is None:
            status = "role_only"
        elif phone.malformed:
            status = "malformed"
            self.warnings.append(
                words("warnings", "malformed", printed=phone.printed, role=role, reason=phone.malformed)
            )
        else:
            status = "printed"
        return ContactGiven(
            side=contact.side.value,
            role=role,
            sector=sector.value if sector else None,
            name=None,
            phone=phone.printed if phone else None,
            email=None,
            status=status,
            as_of=phone.as_of if phone else None,
        )

    def _timescale(self, timescale: Timescale) -> TimescaleGiven:
        self._cite(timescale.cite, "timescale")
        text, days, facts = timescale.say, timescale.working_days, self.facts
        if timescale.kind is TimescaleKind.SET_BY_USER and facts.timeframe_working_days is not None:
            days = facts.timeframe_working_days
            text = f"{text} {words('timeframe', 'yours', days=days)}"
        elif timescale.kind is not TimescaleKind.SET_BY_USER and facts.timeframe_working_days is not None:
            self.warnings.append(words("timeframe", "unasked"))
        if timescale.kind is TimescaleKind.NOT_STATED:
            self._add_unknown("timescale", text, timescale.held_in or "")
        # Once every stage has been tried no step starts, so no day can be counted from it.
        due = after_working_days(facts.on, days) if days and facts.on and not self.ended else None
        return TimescaleGiven(
            kind=timescale.kind.value,
            text=text,
            working_days=days,
            max=timescale.max_days,
            due=due.isoformat() if due else None,
        )

    def _add_unknown(self, code: str, text: str, held_in: str) -> None:
        self.unknowns.append(UnknownGiven(code=code, text=text, held_in=held_in))

    def _add_unknowns(self, procedure: Procedure) -> None:
        for unknown in procedure.unknowns:
            if self._holds(unknown.when):
                self._cite(unknown.cite, f"unknown:{unknown.code}")
                self._add_unknown(unknown.code, unknown.say, unknown.held_in)

    def _add_warnings(self, procedure: Procedure) -> None:
        if procedure.document.newer_known is not None:
            self.warnings.append(words("warnings", "newer", say=procedure.document.newer_known.say))
        self._add_statements(procedure.warnings, self.warnings, "warning")
        if self.facts.locality is not None and procedure.locality(self.facts.locality) is None:
            self.warnings.append(words("warnings", "locality"))


def _count(route: Route) -> int | None:
    return len(route.stages) if route.count_is_stated else None


def _procedure_given(procedure: Procedure) -> ProcedureGiven:
    document = procedure.document
    return ProcedureGiven(
        partnership=procedure.partnership,
        title=document.title,
        edition=document.edition,
        as_of=document.as_of,
        newer_known=document.newer_known.say if document.newer_known else None,
    )
