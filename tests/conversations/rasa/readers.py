"""Runs in the Rasa environment: what the reader does with other weights, without weights, and with its own files."""

import json
import sys
from pathlib import Path

from nlu.reader import Example, Reader, Reading
from nlu.sentences import Sentences, WeightsFault, weights_folder

EXAMPLES = [
    *[Example(f"they closed the case {word}", "describe_disagreement", "case_closure") for word in "abcdef"],
    *[Example(f"our referral was refused {word}", "describe_disagreement", "threshold_referral") for word in "abcdef"],
    *[Example(f"he has a knife now {word}", "report_danger") for word in "abcdef"],
    *[Example(f"what is the weather {word}", "out_of_scope", kind="chat") for word in "abcdef"],
    *[Example(f"I am his mum {word}", "out_of_scope", kind="parent") for word in "abcdef"],
]


def main(folder: Path) -> None:
    plain = Reader(None)
    plain.learn(EXAMPLES)
    plain.keep(folder)
    again = Reader(None)
    again.recall(folder)
    before, after = (reader.read(["they closed it", "a knife", "his mum"]) for reader in (plain, again))
    found = {
        "same": [_rounded(one) for one in before] == [_rounded(one) for one in after],
        "intent": after[0].intents[0]["name"],
        "area": after[0].areas[0]["name"],
        "danger": after[1].danger > after[0].danger,
        "kind": after[2].kinds[0]["name"],
        "another_file": _refusal(lambda: Sentences(folder)),
        "mismatch": _refusal(lambda: Reader(Sentences(weights_folder() or folder)).recall(folder)),
        "none": weights_folder({"WEIGHTS": str(folder / "nowhere")}) is None,
    }
    json.dump(found, sys.stdout)


def _rounded(reading: Reading) -> list[object]:
    return [
        round(reading.danger, 4),
        *[
            (guess["name"], round(guess["confidence"], 4))
            for guess in (*reading.intents, *reading.areas, *reading.kinds)
        ],
    ]


def _refusal(attempt: object) -> str:
    try:
        attempt()  # type: ignore[operator]
    except (WeightsFault, ValueError) as fault:
        return type(fault).__name__
    return ""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
