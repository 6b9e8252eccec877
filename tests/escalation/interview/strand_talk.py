"""A talk with one strand's script alone: no engine, no database, no door."""

from dataclasses import replace

from escalation.interview import strand as strands
from escalation.interview.message import Message
from escalation.interview.questions import Question
from escalation.interview.replies import Reply
from escalation.interview.strand import Script, Strand, StrandHeard, question


class StrandTalk:
    """Says things, clicks things, and keeps the strand. `script` may be exchanged, as when a record is opened."""

    def __init__(self, script: Script, strand: Strand) -> None:
        self.script = script
        self.strand = strand
        self.replies: tuple[Reply, ...] = ()
        self.aside = False

    @property
    def asks(self) -> str | None:
        """The key of what is being asked; None at the end."""
        return self.script.next_key(self.strand)

    @property
    def question(self) -> Question:
        """What is being asked, with its choices."""
        assert self.asks is not None
        return question(self.script, self.asks, self.strand)

    @property
    def offered(self) -> dict[str, str]:
        """The words on each button of the present question, by what it stands for."""
        return {choice.value: choice.label for choice in self.question.choices}

    @property
    def said(self) -> str:
        """All that was said back, in one text."""
        return "\n".join(reply.text for reply in self.replies)

    @property
    def kinds(self) -> list[str]:
        """The kinds of what was said back."""
        return [reply.kind for reply in self.replies]

    @property
    def summary(self) -> str:
        """What is shown for checking."""
        return strands.summary(self.script, self.strand).text

    def says(self, *texts: str, aside: bool = False) -> "StrandTalk":
        """Types answers, one after the other, each to the question that is then open."""
        for text in texts:
            self._hear(Message(text, asked=self.asks, aside=aside))
        return self

    def chooses(self, *values: str) -> "StrandTalk":
        """Clicks choices, one after the other."""
        for value in values:
            self._hear(Message("", choice=value, asked=self.asks))
        return self

    def answers(self, **values: str) -> "StrandTalk":
        """Types or clicks an answer to each of these questions, as they are asked, until one is asked that is not
        among them."""
        while self.asks in values:
            asked, value = self.asks or "", values[self.asks or ""]
            self.chooses(value) if value in self.offered else self.says(value)
            assert self.asks != asked, f"{value!r} did not answer {asked}: {self.said}"
        return self

    def _hear(self, message: Message) -> None:
        heard: StrandHeard = strands.hear(self.script, self.strand, message)
        # What goes through the dialogue engine's slot must come back the same.
        self.strand = Strand.from_json(heard.strand.as_json()) or replace(heard.strand)
        self.replies, self.aside = heard.replies, heard.aside
