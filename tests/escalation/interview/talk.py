"""A conversation with the interview alone: no engine, no door."""

from escalation.interview.draft import Draft
from escalation.interview.hearing import Listener
from escalation.interview.message import Heard, Message
from escalation.interview.questions import Question, next_question
from escalation.interview.replies import Reply
from escalation.library import Library


class Talk:
    """Says things and keeps the draft."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.listener = Listener(library)
        self.draft = Draft()
        self.replies: tuple[Reply, ...] = ()

    @property
    def question(self) -> Question | None:
        """What is being asked."""
        return next_question(self.draft, self.library)

    @property
    def asks(self) -> str | None:
        """The key of what is being asked."""
        return self.question.asks if self.question else None

    def hear(self, message: Message) -> Heard:
        """Lets a message be heard."""
        heard = self.listener.hear(self.draft, message)
        self.draft, self.replies = heard.draft, heard.replies
        return heard

    def first(self, text: str) -> Heard:
        """Says something before any question was asked."""
        return self.hear(Message(text))

    def say(self, text: str, aside: bool = False) -> Heard:
        """Types an answer to the present question."""
        return self.hear(Message(text, asked=self.asks, aside=aside))

    def choose(self, value: str) -> Heard:
        """Clicks a choice of the present question."""
        return self.hear(Message("", choice=value, asked=self.asks))

    def answer_all(self, **values: str) -> None:
        """Clicks or types through to the summary, with these answers and else the plainest."""
        answers = {**PLAIN, **values}
        while self.asks not in (None, "confirm"):
            key = self.asks or ""
            if key in ("case_reference", "description", "outcome_sought"):
                self.say(answers[key])
            else:
                self.choose(answers[key])

    @property
    def said(self) -> str:
        """All that was said back, in one text."""
        return "\n".join(reply.text for reply in self.replies)


PLAIN = {
    "urgency": "not_urgent",
    "partnership": "harrow",
    "locality": "west_sussex",
    "area": "case_closure",
    "conference": "no",
    "agency": "education",
    "tried": "0",
    "other_agency": "social_care",
    "case_reference": "JB",
    "description": "They closed the case while the same worries went on.",
    "outcome_sought": "The case is opened again.",
    "timeframe_working_days": "3",
}
