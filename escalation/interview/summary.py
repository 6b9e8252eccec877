"""What is shown for checking before anything is recorded."""

from escalation.interview.draft import ANSWERS, Draft
from escalation.interview.questions import line, question
from escalation.interview.replies import SUMMARY, Reply
from escalation.library import Library
from escalation.words import words


def summary(draft: Draft, library: Library) -> Reply:
    """All answers in words, and the question whether they are right."""
    lines = [words("interview", "summary")]
    given = [(key, draft.answer(key)) for key in ANSWERS]
    lines += [line(key, value, draft, library) for key, value in given if value is not None]
    confirm = question("confirm", draft, library)
    return Reply(SUMMARY, "\n".join([*lines, confirm.text]), "confirm", confirm.choices, ends_turn=True)
