"""What every part of a procedure file is made of, and the facts under which it holds."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from escalation.facts import Agency, Area, Conference, Facts, RouteCode, Urgency

Words = Annotated[str, Field(min_length=1, max_length=1500)]
Ref = Annotated[str, Field(min_length=1, max_length=60, description="A paragraph or heading named in `paragraphs`.")]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,40}$")]
Number = Annotated[int, Field(ge=1, le=60)]


class Part(BaseModel):
    """Whatever stands in a procedure file: unknown fields are refused, nothing can be changed once loaded."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class When(Part):
    """The facts under which something holds. Every condition given must hold; none given means always."""

    urgency: tuple[Urgency, ...] = ()
    area: tuple[Area, ...] = ()
    conference: tuple[Conference, ...] = ()
    agency: tuple[Agency, ...] = ()
    other_agency: tuple[Agency, ...] = ()
    locality: tuple[Code, ...] = ()
    route: tuple[RouteCode, ...] = Field((), description="The route that the answer follows.")
    stage: tuple[Number, ...] = Field((), description="The stage that the answer gives.")
    tried_at_least: Annotated[int, Field(ge=1, le=20)] | None = None
    ended: bool | None = Field(None, description="Whether every step of the route has been tried.")

    def holds(self, facts: Facts, route: RouteCode, stage: int, ended: bool) -> bool:
        """Whether these facts, on this route at this stage, meet every condition."""
        return (
            (not self.urgency or facts.urgency in self.urgency)
            and (not self.area or facts.area in self.area)
            and (not self.conference or facts.conference in self.conference)
            and (not self.agency or facts.agency in self.agency)
            and (not self.other_agency or facts.other_agency in self.other_agency)
            and (not self.locality or facts.locality in self.locality)
            and (not self.route or route in self.route)
            and (not self.stage or stage in self.stage)
            and (self.tried_at_least is None or (facts.tried or 0) >= self.tried_at_least)
            and (self.ended is None or self.ended == ended)
        )


ALWAYS = When()
