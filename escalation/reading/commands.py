"""Commands: short messages that are wholly one, never words out of an account."""

from __future__ import annotations

import re

from escalation.reading.abbreviations import spelt_out
from escalation.reading.said import word_count

_MOST_WORDS = 6

# Courtesies around a command change nothing.
_BEFORE = r"(?:(?:ok(?:ay)?|oh|well|um+|erm?|hi|hello|sorry|please|right|so|just|now|actually|hmm+),? )*"
_WISH = (
    r"(?:(?:can|could|may) (?:i|we|you) |i (?:want|need|wish|would like) to |let (?:us|me) "
    r"|i will )?(?:please )?(?:just )?"
)
_AFTER = r"(?:,? (?:please|thanks|thank you|now|then|sorry|to be honest|really|mate|actually|here|again))*"
_IT = r"(?: (?:this|that|it|the chat|the conversation|this chat|everything|here))?"
_ONE = r"(?: (?:this|that|it|the|this one|that one|one|this question|that question|the question|question))*"

_COMMANDS: dict[str, str] = {
    "start_again": (
        rf"(?:re)?start {_IT.strip()}?(?:again|over|afresh)(?: from (?:the )?(?:beginning|start|scratch))?"
        rf"|restart{_IT}|reset{_IT}"
        rf"|start{_IT} (?:again|over|afresh)(?: from (?:the )?(?:beginning|start|scratch))?"
        rf"|begin{_IT} (?:again|afresh)"
        r"|(?:go )?back to the (?:start|beginning)|start (?:a )?(?:new|fresh)(?: one| case| conversation)?"
        r"|(?:a )?(?:new|another) (?:case|conversation|escalation|one)"
        r"|start from (?:the )?(?:beginning|start|scratch)|(?:scrap|cancel|forget) (?:that|this|it"
        r"|all that) and start again"
        r"|clear (?:everything|it all|my answers)"
    ),
    # To leave ("exit", "I am done") is no wish to put the case aside: it can be gone on with later.
    "stop": (
        rf"stop{_IT}|cancel{_IT}|abort|forget (?:it|this|about it|that|all that)|never ?mind|leave it there"
        r"|stop asking(?: me)?(?: questions)?|no more questions|(?:i )?want to (?:stop|cancel)"
        r"|(?:i )?(?:do not want to|will not) (?:carry on|go on|continue)"
    ),
    "why": (
        r"why|why (?:do|are|would) you (?:ask|asking|need|want)(?: (?:to know|for|me|that|this|it"
        r"|to ask))*|why (?:is|does) (?:that|this|it) (?:matter|needed|important|relevant|necessary)"
        r"|why (?:that|this)|what(?: is it| is that| is this| do you need (?:it|that|this))? for"
        r"|why do you (?:need|want) (?:to know )?(?:that|this|it)|why ask"
    ),
    "meaning": (
        r"what (?:does|do) (?:that|this|it|those|these|the question|you)(?: question"
        r"| word)? mean(?: by (?:that|this))?|what is (?:that|this|meant by that)"
        r"|explain(?: (?:that|this|it|more|please|the question|this question))?|meaning|(?:you )?(?:do not"
        r"|did not) understand(?: (?:that|this|it|the question|this question))?"
        r"|i (?:do not|did not|can not) (?:understand|get|follow)(?: (?:that|this|it|the question"
        r"|this question))?|what(?: do you)? mean|say that another way|tell me more|pardon"
    ),
    "dont_know": (
        r"(?:i )?(?:do not|really do not|honestly do not) (?:really )?know(?: (?:that|this|it|yet|which"
        r"|which one|the answer))*|(?:i am )?(?:not|un) ?(?:really |quite |too |so |entirely )?(?:sure"
        r"|certain)"
        r"(?: (?:yet|about that|about this|which|which one|what that is))*|dunno|no idea|no clue"
        r"|i have(?: got)? no idea|i have not (?:got )?a clue|idk|unknown|not known|hard to say"
        r"|i (?:can not|could not) (?:say|tell|remember)"
        r"|(?:i )?do not remember"
    ),
    "skip": (
        rf"skip{_ONE}|pass|(?:leave|keep) {_ONE.strip()}?(?: )?(?:blank|empty|out)|leave{_ONE} (?:blank"
        rf"|empty|out)|next (?:question|one)|move on|(?:i )?(?:would |will )?(?:rather"
        rf"|prefer) not(?: to)?(?: (?:say|answer|tell you|tell))?"
        r"|miss (?:this|that|it)(?: one| question)? out|no answer|prefer not to say"
    ),
    "help": r"help|help me|i need (?:some )?help|help is needed|(?:i am )?stuck|what can you do"
    r"|how does this work|how do i use this",
    "change": (
        r"(?:change|amend|edit|alter)|(?:change|correct|amend|edit|fix|alter)(?: (?:something|an answer"
        r"|my answer|my answers|my last answer|that|this|it|the last answer|my previous answer|answers?|one))"
        r"|(?:no,? )?(?:that|this|it) (?:is|was) (?:all )?(?:wrong|not right|incorrect|not correct"
        r"|a mistake)|(?:no,? )?(?:wrong|incorrect|not right|not correct)"
        r"|something (?:is|was) (?:wrong|not right)|i (?:have )?(?:made a mistake|got (?:it|that"
        r"|something) wrong)|(?:go|step) back|undo(?: that| it)?|previous question|one (?:is|was) wrong"
    ),
    "yes": (
        r"y|yes|yep|yeah|yup|yes yes|aye|yes,? (?:please|that is right|that is correct|it is|i do|i am"
        r"|i have|we have|i did|they have|they are|correct|of course|i think so)|correct|right"
        r"|that is (?:right|correct|it|fine|all right|true|good)"
        r"|ok(?:ay)?|sure|of course|absolutely|definitely|certainly|indeed|exactly|agreed?|go ahead|fine"
        r"|confirm(?:ed)?|i confirm|sounds (?:right|good)|all (?:correct|right|good)|looks (?:right|good"
        r"|fine)|it is (?:right|correct)|true|yh"
    ),
    "no": (
        r"n|no|nope|nah|no no|no,? (?:thanks|thank you|it is not|i have not|i do not|i am not|we have not"
        r"|they have not|not yet|not really|definitely not)|not really|no way|definitely not|of course not"
        r"|certainly not|i do not think so|not at all|never"
    ),
}  # fmt: skip
_ALTERNATIVES = {
    command: re.compile(rf"\W*{_BEFORE}{_WISH}(?:{wordings}){_AFTER}\W*") for command, wordings in _COMMANDS.items()
}


def command_said(text: str) -> str | None:
    """The command that a short message wholly is, or None.

    One of `stop`, `start_again`, `why`, `meaning`, `dont_know`, `skip`, `help`, `yes`, `no`, `change`.
    """
    if not text.strip() or word_count(text) > _MOST_WORDS:
        return None
    spelt = re.sub(r"\s+", " ", spelt_out(text).text).strip()
    return next((command for command, wordings in _ALTERNATIVES.items() if wordings.fullmatch(spelt)), None)
