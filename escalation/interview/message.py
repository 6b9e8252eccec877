"""A message as the interview hears it, and what it came to."""

from dataclasses import dataclass

from escalation.interview.draft import Draft
from escalation.interview.replies import Reply
from escalation.reading.alarm import Alarm

AreaGuess = tuple[str, float]


@dataclass(frozen=True)
class Asker:
    """Who is talking: a conversation, and whether it is live or training."""

    conversation: str
    mode: str


@dataclass(frozen=True)
class Message:
    """What came in. `asked` is the key of the question that the person saw when answering.

    `aside` is true where the dialogue engine takes the message for something other than an answer: thanks, a
    question, a wish to stop. An aside is left to its own rule, unless the words turn out to be an answer.
    `alarm` is how far the engine takes it for a child in danger; the danger words are heard in any case.
    `areas` are the engine's guesses at what the disagreement is about, likeliest first, with their chances from
    0 to 1; none where the message is not about that. `code` is a resume code under seal, if one was given.
    """

    text: str
    choice: str | None = None
    asked: str | None = None
    aside: bool = False
    alarm: Alarm | None = None
    areas: tuple[AreaGuess, ...] = ()
    code: str | None = None


@dataclass(frozen=True)
class Heard:
    """What a message came to. Where `aside` is true nothing was taken from it."""

    draft: Draft
    replies: tuple[Reply, ...] = ()
    aside: bool = False
