"""The documentation of the API: a page made from the application's OpenAPI document, without any script."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import Response

from escalation.strands import all_questions
from web.pages import page, page_words

router = APIRouter(include_in_schema=False)

_Schema = Mapping[str, Any]
_JSON = "application/json"
_TYPES = {"string": "text", "integer": "whole number", "boolean": "true or false"}
_REFERENCE = "#/components/schemas/"
# Choosing what to change is a part of confirming, and is asked under that name.
_NOT_NAMED = ("change",)


@dataclass(frozen=True)
class Field:
    """A field of a shape, or a parameter of a call. `where` is only said of a parameter."""

    name: str
    type: str
    needed: bool
    about: str
    where: str = ""


@dataclass(frozen=True)
class Answer:
    """What comes back with one status. `link` names the shape where it is explained on the page."""

    status: str
    about: str
    shape: str
    link: str


@dataclass(frozen=True)
class Call:
    """One call of the API."""

    id: str
    method: str
    path: str
    about: str
    parameters: list[Field]
    body: list[Field]
    answers: list[Answer]


@dataclass(frozen=True)
class Shape:
    """One named shape."""

    name: str
    about: str
    fields: list[Field]


@router.get("/api/docs")
async def show(request: Request) -> Response:
    """The API in words: its calls, their shapes, and what replies can be."""
    app: FastAPI = request.app
    document = app.openapi()
    shapes = document.get("components", {}).get("schemas", {})
    return page(
        "api_docs.html",
        calls=[_call(document, *call) for call in _calls(document)],
        shapes=[Shape(name, shape.get("description", ""), _fields(shape)) for name, shape in shapes.items()],
        asks=[(key, words["ask"]) for key, words in all_questions().items() if key not in _NOT_NAMED],
        address=app.openapi_url,
    )


def _calls(document: _Schema) -> Iterator[tuple[str, str, _Schema]]:
    for path, methods in document["paths"].items():
        for method, call in methods.items():
            yield path, method.upper(), call


def _call(document: _Schema, path: str, method: str, call: _Schema) -> Call:
    body = _content(call.get("requestBody", {}))
    return Call(
        id=call["operationId"],
        method=method,
        path=path,
        about=call.get("description", call.get("summary", "")),
        parameters=[_parameter(each) for each in call.get("parameters", ())],
        body=_fields(_resolved(document, body)),
        answers=[_answer(status, each) for status, each in call["responses"].items()],
    )


def _parameter(parameter: _Schema) -> Field:
    where = page_words()["api"]["wheres"].get(parameter["in"], parameter["in"])
    type_ = _type(parameter.get("schema", {}))
    about = parameter.get("description", page_words()["api"]["parameter_words"].get(parameter["name"], ""))
    return Field(parameter["name"], type_, parameter.get("required", False), about, where)


def _answer(status: str, answer: _Schema) -> Answer:
    schema = _content(answer)
    named = schema.get("$ref", "").removeprefix(_REFERENCE)
    about = page_words()["api"]["statuses"].get(status, answer.get("description", ""))
    shape = _type(schema) if schema else ""
    # What has a kind of content but no shape is a file.
    return Answer(status, about, shape or (page_words()["api"]["file"] if answer.get("content") else ""), named)


def _content(part: _Schema) -> _Schema:
    schema: _Schema = part.get("content", {}).get(_JSON, {}).get("schema", {})
    return schema


def _resolved(document: _Schema, schema: _Schema) -> _Schema:
    named = schema.get("$ref", "").removeprefix(_REFERENCE)
    resolved: _Schema = document["components"]["schemas"][named] if named else schema
    return resolved


def _fields(schema: _Schema) -> list[Field]:
    needed = schema.get("required", ())
    return [
        Field(name, _type(each), name in needed, each.get("description", ""))
        for name, each in schema.get("properties", {}).items()
    ]


def _type(schema: _Schema) -> str:
    """The type of a value as one reads it: text, list of ReplyOut, one of several words, text or null."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(_REFERENCE)
    if "anyOf" in schema:
        return " or ".join(_type(each) for each in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        return ", ".join(str(value) for value in schema.get("enum", [schema.get("const")]))
    type_ = str(schema.get("type", "anything"))
    if type_ == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return _TYPES.get(type_, type_) + _length(schema)


def _length(schema: _Schema) -> str:
    if "maxLength" not in schema:
        return ""
    return f", {schema.get('minLength', 0)} to {schema['maxLength']} characters"
