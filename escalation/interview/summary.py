"""What is shown for checking before anything is recorded."""

from escalation.interview.draft import ANSWERS, Draft
from escalation.interview.questions import label, question, sheet
from escalation.interview.replies import SUMMARY, Reply
from escalation.library import Library
from escalation.words import words


def summary(draft: Draft, library: Library) -> Reply:
    """All answers in words, and the question whether they are right."""
    lines = [words("interview", "summary")]
    for key in ANSWERS:
        value = draft.answer(key)
        if value is not None:
            lines.append(
                "- " + words("interview", "line", label=sheet()[key]["label"], value=label(key, value, draft, library))
            )
    confirm = question("confirm", draft, library)
    return Reply(SUMMARY, "\n".join([*lines, confirm.text]), "confirm", confirm.choices, ends_turn=True)
