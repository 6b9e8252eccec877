"""The API of escalations, as a program outside uses it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from escalation import clock
from escalation.interview.replies import NOTICE, Reply
from escalation.progress import ProgressKind, Speaker
from tests.browser.stand_in import application
from tests.web.record_pages import MAIL
from tests.web.records import Elsewhere
from web.house import House

WRONG = "amber-amber-amber-amber"


class Program:
    """A program with a conversation of its own."""

    def __init__(self, client: TestClient, house: House, mode: str = "live") -> None:
        self.client, self.house = client, house
        opened = Elsewhere(house, mode).opened
        self.address = f"/api/conversations/{opened.id}/escalations"
        self.headers = {"Authorization": f"Bearer {opened.token}"}

    def call(self, method: str, rest: str = "", body: Any = None) -> Any:
        """One call; its answer."""
        return self.client.request(method, f"{self.address}{rest}", json=body, headers=self.headers)

    def open(self, record: Elsewhere, code: str | None = None) -> Any:
        """Gives a reference and a resume code."""
        return self.call("POST", "", {"reference": record.reference, "resume_code": code or record.code})


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    app, _ = application(tmp_path, **MAIL)
    with TestClient(app) as client:
        yield Program(client, app.state.house)


@pytest.fixture
def record(program: Program) -> Elsewhere:
    return Elsewhere(program.house).begin()


# --- opening and reading ------------------------------------------------------------------------------------


def test_the_answer_that_records_gives_the_resume_code_and_no_other_does(tmp_path: Path) -> None:
    app, stand_in = application(tmp_path)
    with TestClient(app) as client:
        house: House = app.state.house
        opened = client.post("/api/conversations").json()
        headers = {"Authorization": f"Bearer {opened['token']}"}
        address = f"/api/conversations/{opened['id']}"

        def say(number: int, **said: str) -> Any:
            body = {"client_message_id": f"m{number}", **said}
            return client.post(f"{address}/messages", json=body, headers=headers).json()

        answer = say(0, text="Hello")
        said = {"case_reference": "JB", "description": "They closed it.", "outcome_sought": "That it is opened."}
        for number in range(1, 20):
            assert answer["escalation"] is None
            question = answer["replies"][-1]
            offered = [choice["value"] for choice in question["choices"]]
            chosen = {"urgency": "not_urgent", "partnership": "harrow", "confirm": "yes"}.get(question["asks"])
            if question["asks"] in said:
                answer = say(number, text=said[question["asks"]])
            else:
                answer = say(number, choice=chosen or ("no" if "no" in offered else offered[0]))
            if answer["escalation"]:
                break
        code, reference = answer["escalation"]["resume_code"], answer["escalation"]["reference"]
        assert say(number, choice="yes")["escalation"] == answer["escalation"]
        assert code and code in answer["replies"][-2]["text"]
        other = Program(client, house)
        body = {"reference": reference, "resume_code": code}
        assert other.call("POST", "", body).json()["reference"] == reference
        stand_in.answering = lambda body: [Reply(NOTICE, "You are welcome.")]
        later = say(50, text="Thank you")["escalation"]
        assert later == {"reference": reference, "resume_code": None}


def test_a_reference_and_its_code_open_the_record_for_this_conversation(program: Program, record: Elsewhere) -> None:
    assert program.call("GET").json() == {"escalations": []}
    response = program.open(record, record.code.replace("-", " "))
    assert response.status_code == 200
    assert response.json() == program.call("GET", f"/{record.reference}").json()
    (brief,) = program.call("GET").json()["escalations"]
    assert brief["reference"] == record.reference and brief["state"] == "coming"


def test_the_record_holds_its_stages_what_was_told_and_what_is_to_be_done(program: Program, record: Elsewhere) -> None:
    record.report(ProgressKind.NO_AGREEMENT, who=Speaker.MANAGER, said="They did not agree.")
    whole = program.open(record).json()
    kept = record.record
    assert [stage["title"] for stage in whole["stages"]] == [stage.title for stage in kept.stages]
    assert [stage["outcome"] for stage in whole["stages"]] == ["no_agreement", None]
    (told,) = whole["told"]
    assert (told["said"], told["who"], told["moved_to"]) == ("They did not agree.", "manager", 2)
    assert [duty["code"] for duty in whole["duties"]] == [duty.code for duty in kept.duties]
    assert [deadline["position"] for deadline in whole["deadlines"]] == [1, 2]
    assert whole["deadlines"][-1]["due"] == str(kept.present.due)
    assert whole["closing"] is None and whole["resume_code"] == record.code
    assert whole["facts"]["partnership"] == "buckinghamshire" and whole["case_reference"] == "JB"


def test_a_closed_record_says_how_it_ended(program: Program, record: Elsewhere) -> None:
    record.report(ProgressKind.RESOLVED, agreed="It is opened again.", raiser_told=True, learning="Give reasons.")
    whole = program.open(record).json()
    assert whole["status"] == "closed"
    closing = whole["closing"]
    assert (closing["agreed"], closing["raiser_told"], closing["learning"]) == (
        "It is opened again.",
        True,
        ["Give reasons."],
    )


# --- who may see it -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"reference": "nonsense", "resume_code": WRONG}, 422, "reference"),
        ({"resume_code": WRONG}, 422, "reference"),
        ({"reference": "of the record"}, 422, "resume_code"),
        ({"reference": "of the record", "resume_code": "secret"}, 422, "resume_code"),
        ({"reference": "of the record", "resume_code": WRONG}, 403, "not_admitted"),
        ({"reference": 12, "resume_code": WRONG}, 422, "wrong_type"),
        ({"reference": "x", "resume_code": "y", "more": "z"}, 422, "unknown_field"),
        (["reference"], 422, "not_an_object"),
    ],
)
def test_what_opens_nothing_is_answered_in_words(
    program: Program, record: Elsewhere, body: Any, status: int, code: str
) -> None:
    if isinstance(body, dict) and body.get("reference") == "of the record":
        body = {**body, "reference": record.reference}
    response = program.call("POST", "", body)
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)
    assert response.json()["replies"][0]["kind"] == "error" and response.json()["escalation"] is None
    assert program.call("GET").json() == {"escalations": []}


CALLS = [
    ("GET", "", None),
    ("GET", "/papers/record.docx", None),
    ("GET", "/papers/nonsense.exe", None),
    ("GET", "/deadlines.ics", None),
    ("POST", "/duties", {"duty": "stay_involved"}),
    ("PUT", "/reminders", {"email": "me@school.example"}),
    ("DELETE", "/reminders", {"email": "me@school.example"}),
    ("POST", "/code", None),
]


@pytest.mark.parametrize(("method", "rest", "body"), CALLS)
def test_a_conversation_without_a_key_sees_and_changes_nothing(
    program: Program, record: Elsewhere, method: str, rest: str, body: Any
) -> None:
    code = record.code
    for reference in (record.reference, "1234-5678-9", "nonsense", "%00"):
        response = program.call(method, f"/{reference}{rest}", body)
        assert (response.status_code, response.json()["error"]["code"]) == (403, "not_admitted")
        assert "JB" not in response.text
    assert record.code == code and all(duty.done_on is None for duty in record.record.duties)


@pytest.mark.parametrize(("method", "rest", "body"), CALLS)
def test_without_the_token_of_the_conversation_nothing_is_given(
    program: Program, record: Elsewhere, method: str, rest: str, body: Any
) -> None:
    program.open(record)
    for headers, status in (({}, 401), ({"Authorization": "Bearer wrong"}, 403)):
        program.headers = headers
        assert program.call(method, f"/{record.reference}{rest}", body).status_code == status
        assert program.call("GET").status_code == status


def test_training_and_live_do_not_open_each_others_records(program: Program, record: Elsewhere) -> None:
    training = Elsewhere(program.house, "training").begin()
    trainee = Program(program.client, program.house, "training")
    assert program.open(training).status_code == 403
    assert trainee.open(record).status_code == 403
    assert trainee.open(training).json()["mode"] == "training"


# --- what can be done ---------------------------------------------------------------------------------------


def test_a_duty_is_ticked_off_once(program: Program, record: Elsewhere) -> None:
    program.open(record)
    day = clock.today() - timedelta(days=2)
    body = {"duty": record.record.duties[0].code, "done_on": day.isoformat()}
    answers = [program.call("POST", f"/{record.reference}/duties", body).json() for _ in range(2)]
    assert [answer["ticked"] for answer in answers] == [True, False]
    assert answers[1]["duties"][0]["done_on"] == day.isoformat()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"done_on": "2026-02-31"}, "done_on"),
        ({"done_on": "2035-01-01"}, "done_on"),
        ({"done_on": "nonsense"}, "done_on"),
        ({"done_on": 5}, "wrong_type"),
        ({"duty": "nonsense"}, "duty"),
        ({"duty": None}, "duty"),
    ],
)
def test_a_duty_that_cannot_be_ticked_off_so_stays(
    program: Program, record: Elsewhere, change: dict[str, Any], code: str
) -> None:
    program.open(record)
    body = {"duty": record.record.duties[0].code, **change}
    response = program.call("POST", f"/{record.reference}/duties", body)
    assert (response.status_code, response.json()["error"]["code"]) == (422, code)
    assert all(duty.done_on is None for duty in record.record.duties)


def test_reminders_go_to_the_addresses_given(program: Program, record: Elsewhere) -> None:
    program.open(record)
    rest = f"/{record.reference}/reminders"
    for _ in range(2):
        assert program.call("PUT", rest, {"email": "me@school.example"}).json() == {"emails": ["me@school.example"]}
    assert program.call("GET", f"/{record.reference}").json()["reminder_emails"] == ["me@school.example"]
    refused = program.call("PUT", rest, {"email": "nonsense"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "email")
    for _ in range(2):
        assert program.call("DELETE", rest, {"email": "me@school.example"}).json() == {"emails": []}


def test_a_new_code_replaces_the_old_one(program: Program, record: Elsewhere) -> None:
    program.open(record)
    old = record.code
    new = program.call("POST", f"/{record.reference}/code").json()["resume_code"]
    assert new == record.code != old
    assert Program(program.client, program.house).open(record, old).status_code == 403
    assert Program(program.client, program.house).open(record, new).status_code == 200


@pytest.mark.parametrize(
    ("rest", "kind", "begin"),
    [
        ("/papers/record.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
        ("/papers/message.pdf", "application/pdf", b"%PDF"),
        ("/papers/message.txt", "text/plain", b"Message"),
        ("/deadlines.ics", "text/calendar", b"BEGIN:VCALENDAR"),
    ],
)
def test_files_come_with_their_kind_and_their_name(
    program: Program, record: Elsewhere, rest: str, kind: str, begin: bytes
) -> None:
    program.open(record)
    response = program.call("GET", f"/{record.reference}{rest}")
    assert response.status_code == 200 and response.content.startswith(begin)
    assert response.headers["content-type"].startswith(kind)
    assert record.reference in response.headers["content-disposition"]


@pytest.mark.parametrize(
    ("paper", "status", "code"),
    [
        ("confirmation.pdf", 409, "too_early"),
        ("nonsense.pdf", 404, "no_such_paper"),
        ("record.exe", 404, "no_such_paper"),
    ],
)
def test_a_paper_that_cannot_be_had_is_told_in_words(
    program: Program, record: Elsewhere, paper: str, status: int, code: str
) -> None:
    program.open(record)
    response = program.call("GET", f"/{record.reference}/papers/{paper}")
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)


def test_the_message_is_refused_in_words_once_the_escalation_is_closed(program: Program, record: Elsewhere) -> None:
    program.open(record)
    record.report(ProgressKind.RESOLVED, agreed="The case is opened again.")
    error = program.call("GET", f"/{record.reference}/papers/message.pdf")
    assert (error.status_code, error.json()["error"]["code"]) == (409, "too_late")
    assert "closed" in error.json()["replies"][0]["text"]


def test_without_a_date_the_calendar_is_refused_in_words(program: Program) -> None:
    record = Elsewhere(program.house).begin(partnership="harrow")
    program.open(record)
    error = program.call("GET", f"/{record.reference}/deadlines.ics")
    told = {"code": "no_date", "message": "There is no date to put into a calendar."}
    assert (error.status_code, error.json()["error"]) == (404, told)
