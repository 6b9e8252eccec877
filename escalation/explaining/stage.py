"""One stage of a procedure, taken apart for whoever asks about it: lines to read, and the paragraphs they rest on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from escalation.decision import decide
from escalation.facts import Conference, Facts, RouteCode, Urgency
from escalation.guidance import ContactGiven, Guidance, StageGiven
from escalation.procedure import Procedure, TimescaleKind, Unknown
from escalation.routing import route_taken
from escalation.words import Wordbook, words

explained = Wordbook(Path(__file__).with_name("words.yml"))


@dataclass(frozen=True)
class StageExplained:
    """What the decision says of a stage.

    `so_far` tells that facts are still missing. `notes` say in what way the stage is not the person's own, and
    `refs_of_notes` are their paragraphs.
    """

    procedure: Procedure
    guidance: Guidance
    so_far: bool
    notes: tuple[str, ...] = ()
    refs_of_notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, procedure: Procedure, facts: Facts, number: int | None) -> "StageExplained | None":
        """The stage of that number, or the present one; None where there is none.

        A number beyond a line of its own, such as the one for a conference, is looked for among the ordinary stages.
        """
        present = decide(procedure, facts)
        so_far = present["needs"] is not None
        if number is None or (_number(present) == number and not present["ended"]):
            return cls(procedure, present, so_far)
        route, ordinary = procedure.routes[route_taken(procedure, facts)], procedure.routes[RouteCode.ESCALATION]
        if number < 1 or number > max(len(route.stages), len(ordinary.stages)):
            return None
        # The days count from the day on which the present stage began, so they say nothing of another one.
        there = facts.model_copy(update={"tried": number - 1, "on": None, "timeframe_working_days": None})
        if number > len(route.stages):
            there = there.model_copy(update={"area": None, "conference": Conference.NO})
            note = explained("stage", "ordinary", of=len(route.stages))
            return cls(procedure, decide(procedure, there), so_far, (note,))
        return cls._reached(procedure, there, number, so_far)

    @classmethod
    def _reached(cls, procedure: Procedure, there: Facts, number: int, so_far: bool) -> "StageExplained":
        guidance = decide(procedure, there)
        if _number(guidance) == number:
            return cls(procedure, guidance, so_far)
        # A rule for danger starts higher up. The stage is explained as it is without danger, and the rule with it.
        starting = {rule.say for rule in procedure.rules if rule.from_stage}
        rules = [rule for rule in guidance["rule_texts"] if rule["text"] in starting]
        notes = [explained("stage", "elsewhere", say=rule["text"]) for rule in rules]
        if guidance["emergency"]:
            notes.insert(0, words("emergency", "ring_999"))
        calm = there.model_copy(update={"urgency": Urgency.NOT_URGENT})
        refs = tuple(rule["ref"] for rule in rules)
        return cls(procedure, decide(procedure, calm), so_far, tuple(notes), refs)

    @property
    def stage(self) -> StageGiven:
        """The stage as the decision gives it."""
        stage = self.guidance["stage"]
        assert stage is not None
        return stage

    def told(self, lines: Iterable[str], *supports: str) -> str:
        """The lines under the stage's title, and after them the paragraphs of what they say."""
        refs = [each["ref"] for each in self.guidance["citations"] if each["supports"] in ("stage", *supports)]
        if "step" in supports:
            refs += [rule["ref"] for rule in self.guidance["rule_texts"] if rule["text"] in self.guidance["steps"]]
        if "contact" in supports:
            refs += [unknown.cite for unknown in self._left_open()]
        early = [explained("early", "so_far")] if self.so_far else []
        rest = source(self.procedure, [*refs, *self.refs_of_notes])
        return "\n".join([*self._title(), *lines, *early, rest])

    def whole(self) -> Iterator[str]:
        """All that there is to say of it, in the order in which it is needed."""
        yield explained("actor", str(self.guidance["actor"]))
        yield from self.contacts()
        yield explained("stage", "steps")
        yield from _listed(self.guidance["steps"])
        yield from self.timescale()
        yield from self.record()
        yield from self.next()

    def contacts(self) -> Iterator[str]:
        """Whom to speak to, and what the text leaves open about this stage."""
        yield explained("contact", "heading")
        yield from _listed(f"{words('sides', each['side'])}: {_contact(each)}" for each in self.guidance["contacts"])
        yield from (f"{unknown.say} {held(unknown.held_in)}" for unknown in self._left_open())

    def timescale(self) -> Iterator[str]:
        """By when, or that the procedure does not say so."""
        timescale = self.guidance["timescale"]
        assert timescale is not None
        text = timescale["text"]
        if timescale["kind"] == TimescaleKind.NOT_STATED:
            text = explained("source", "not_stated", place=place_of(self.procedure), say=text)
        yield explained("timescale", "by", text=text)
        yield from (held(each["held_in"]) for each in self.guidance["unknowns"] if each["code"] == "timescale")
        if timescale["due"]:
            day = date.fromisoformat(timescale["due"])
            yield explained("timescale", "due", due=f"{day:%A} {day.day} {day:%B %Y}")

    def record(self) -> Iterator[str]:
        """What to write down, and which form the text only names."""
        yield explained("record", "heading")
        yield from _listed(self.guidance["record"])
        for unknown in self.guidance["unknowns"]:
            if unknown["code"].endswith("_template"):
                yield f"{unknown['text']} {held(unknown['held_in'])}"

    def next(self) -> Iterator[str]:
        """What comes if this stage does not settle it."""
        following, word = self.guidance["next"], self.stage["word"]
        if following is None:
            name = "nothing" if self.stage["of"] else "uncertain"
            yield explained("next", name, place=place_of(self.procedure), word=word)
            return
        stage, title = following["stage"], following["title"]
        yield explained("next", "then", when=following["when"], word=word, stage=stage, title=title)

    def _title(self) -> Iterator[str]:
        stage, place = self.stage, place_of(self.procedure)
        of = explained("stage", "of", of=stage["of"]) if stage["of"] else ""
        word, number = stage["word"].capitalize(), stage["number"]
        yield explained("stage", "title", word=word, number=number, of=of, place=place, title=stage["title"])
        if stage["number_source"] == "ours":
            yield explained("stage", "ours")
        yield from self.notes

    def _left_open(self) -> list[Unknown]:
        """What the text leaves open about this very stage."""
        left = {unknown["text"] for unknown in self.guidance["unknowns"]}
        return [unknown for unknown in self.procedure.unknowns if unknown.when.stage and unknown.say in left]


def no_such_stage(procedure: Procedure, facts: Facts, number: int) -> str:
    """That the line on which the person is has no stage of that number, and how many it has."""
    route = procedure.routes[route_taken(procedure, facts)]
    of, place, word = len(route.stages), place_of(procedure), procedure.stage_word
    name = "uncounted" if not route.count_is_stated else "only_one" if of == 1 else "only"
    lines = [explained("stage", name, place=place, of=of, word=word, number=number)]
    if not route.count_is_stated:
        about = [unknown.held_in for unknown in procedure.unknowns if unknown.cite == route.cite]
        lines.append(held(about[0] if about else explained("source", "lead")))
    return "\n".join([*lines, source(procedure, [route.cite])])


def place_of(procedure: Procedure) -> str:
    """The name of the place, without the localities that share the procedure."""
    return procedure.name.split(" (")[0]


def source(procedure: Procedure, refs: Iterable[str]) -> str:
    """Where it stands: the procedure by the place's name, and the paragraphs."""
    named = "; ".join(dict.fromkeys(_reference(ref) for ref in refs))
    return explained("source", "from", place=place_of(procedure), refs=named)


def whole_text(procedure: Procedure) -> str:
    """What was looked through where there is no paragraph to name, because the text is silent."""
    document = procedure.document
    return explained("source", "whole", title=document.title, edition=document.edition)


def held(held_in: str) -> str:
    """Where to ask or look."""
    return explained("source", "held", held_in=held_in)


def _reference(ref: str) -> str:
    """A paragraph as people call it. Some texts number paragraphs (2.4.24) or sections (3), others have headings."""
    if not ref.replace(".", "").isdigit():
        return ref
    return explained("source", "paragraph" if "." in ref else "section", ref=ref)


def _number(guidance: Guidance) -> int:
    return guidance["stage"]["number"] if guidance["stage"] else 0


def _contact(contact: ContactGiven) -> str:
    if contact["status"] == "role_only":
        return contact["role"]
    note = explained("contact", contact["status"], phone=contact["phone"], as_of=contact["as_of"])
    return f"{contact['role']}. {note}"


def _listed(sentences: Iterable[str]) -> Iterator[str]:
    yield from (f"- {sentence}" for sentence in sentences)
