"""The shapes of the API's answers; its OpenAPI description is drawn from them."""

from __future__ import annotations

import datetime as dt
from typing import Generic, TypeVar

from ninja import Schema
from pydantic import Field

Row = TypeVar("Row")


class ThemeRef(Schema):
    slug: str
    label: str


class TermOut(ThemeRef):
    code: str = Field(description="Code ScoLOMFR 3.2, vide s’il n’y en a pas.")
    uri: str = Field(description="Adresse du concept ScoLOMFR, ou vide.")


class LicenceOut(ThemeRef):
    spdx: str = Field(description="Identifiant SPDX, vide s’il n’y en a pas.")
    url: str = Field(description="Texte de la licence, ou vide.")
    may_adapt: bool
    may_sell: bool
    must_credit: bool


class ResourceOut(Schema):
    id: int
    title: str
    summary: str
    url: str
    kind: str = Field(description="original, external ou document.")
    themes: list[ThemeRef] = Field(description="Le thème principal vient en premier.")
    audiences: list[TermOut]
    levels: list[TermOut]
    age_bands: list[TermOut]
    contexts: list[TermOut]
    accessibility: list[TermOut]
    accessibility_features: list[str] = Field(description="Mots de schema.org.")
    format: TermOut
    reading_level: TermOut
    language: TermOut = Field(description="Le slug est l’étiquette BCP 47.")
    minutes: int
    licence: LicenceOut
    source_name: str
    source_url: str
    rights_holder: str
    contributors: list[str]
    territories: list[str] = Field(description="Départements ; vide : national.")
    published_at: dt.datetime | None
    last_reviewed_on: dt.date | None
    next_review_on: dt.date | None
    change_note: str
    translation_of: int | None


class Block(Schema):
    kind: str
    heading: str
    html: str


class WholeResourceOut(ResourceOut):
    key_points: list[str]
    simple_text: str
    together: str = Field(description="À faire ensemble ce soir.")
    questions: list[str]
    detail: list[Block]
    transcript: str


class ItemOut(Schema):
    resource: int
    note: str


class CollectionOut(Schema):
    id: int
    title: str
    summary: str
    url: str
    kind: str
    theme: ThemeRef
    audiences: list[TermOut]
    age_bands: list[TermOut]
    last_reviewed_on: dt.date | None
    items: list[ItemOut]


class AnswerOut(Schema):
    id: int
    question: str
    short_answer: str
    together: str
    url: str
    theme: ThemeRef
    age_bands: list[TermOut]
    last_reviewed_on: dt.date | None
    readings: list[int]


class WordOut(Schema):
    slug: str
    word: str
    definition: str
    forms: list[str]


class ContactOut(Schema):
    slug: str
    name: str
    number: str
    by_text_message: bool
    website: str
    purpose: str
    hours: str
    languages: str
    deaf_access: str
    chat_url: str
    is_free: bool
    is_emergency: bool
    themes: list[str]
    checked_on: dt.date
    check_again_on: dt.date | None


class ThemeOut(ThemeRef):
    question: str
    parent: str | None
    feed: str


class VocabulariesOut(Schema):
    themes: list[ThemeOut]
    terms: dict[str, list[TermOut]]
    licences: list[LicenceOut]


class PageOf(Schema, Generic[Row]):
    total: int
    page: int
    pages: int
    next: str | None
    previous: str | None
    results: list[Row]


class ProblemOut(Schema):
    type: str
    title: str
    status: int
    detail: str
    parameter: str | None = None
    accepted: list[str] | None = None
