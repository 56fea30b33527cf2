"""What a country pack holds, as frozen values. Texts that exist per language are `{language tag: text}`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hoiam.desks.secrecy import SecrecyMarks

Wording = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language of the installation with its way of writing numbers."""

    tag: str
    name: str
    decimal_sign: str
    group_sign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency:
    code: str
    name: Wording
    decimals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """What is true of the whole country (`country.toml`).

    `weekly_rest_days`: ISO weekdays, 1 is Monday. `roll_law`: the provision by which a limit ending on a day
    off ends with the next working day. `escalation_marks`: per cent of a limit. `seal_retention_days`:
    calendar days after closing. The publication delay counts from when the asker has the answer.
    """

    code: str
    name: Wording
    languages: tuple[Language, ...]
    time_zone: str
    calendar: str
    weekly_rest_days: frozenset[int]
    roll_law: Wording
    currency: Currency
    seal_retention_days: int
    publication_delay_amount: int
    publication_delay_unit: str
    escalation_marks: tuple[int, ...]
    heading: dict[str, tuple[str, ...]]
    secrecy: SecrecyMarks
    place_types: dict[str, Wording]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerName:
    """A name the same territory bore until (and including) a day."""

    name: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A territory in one extent. An empty date means: not recorded (from), or still so (to)."""

    code: str
    name: Wording
    name_folded: str
    type: str
    aliases: tuple[str, ...]
    former_names: tuple[FormerName, ...]
    part_of: str
    region: str
    valid_from: date | None
    valid_to: date | None
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]
    legal_basis: str
    source: str
    source_urls: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A public body, or (`is_pattern`) a kind of body that exists once in each province.

    A date known to the month or year stands on its first day (`valid_from`) or last day (`valid_to`);
    the precision is `day`, `month`, `year` or, without a date, `unknown`.
    """

    code: str
    reference: str
    name: Wording
    name_folded: str
    short_name: Wording
    aliases: tuple[str, ...]
    level: str
    type: str
    place: str
    part_of: str
    is_pattern: bool
    role: Wording
    valid_from: date | None
    valid_from_precision: str
    valid_to: date | None
    valid_to_precision: str
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]
    legal_basis: str
    source: str
    source_urls: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A kind of post; `may_speak` where the law lets its holder speak for the body."""

    code: str
    name: Wording
    may_speak: bool
    duty: Wording
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalRule:
    """A row of law. `row` keeps every column as written, for the arithmetic of deadlines."""

    id: str
    row: dict[str, str]
    kinds: tuple[str, ...]
    instrument: Wording
    article: str
    applies_to: Wording
    start_event: str
    start_event_name: Wording
    calendar: str
    duty: Wording
    valid_from: date | None
    valid_to: date | None
    state: str
    source: str
    note: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A day off on a weekday, or a worked day of rest."""

    calendar: str
    day: date
    kind: str
    name: Wording
    source: str
    announced_on: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalGround:
    """A ground on which a request of these kinds may be refused, its provision and what the asker can do."""

    code: str
    kinds: tuple[str, ...]
    instrument: Wording
    article: Wording
    label: Wording
    remedy: Wording
    valid_from: date | None
    valid_to: date | None
    state: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedWord:
    """A word that names motives or praises; `instead` is in the language of the term."""

    term: str
    language: str
    why: Wording
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What a fact is about: a right, or another theme. `aliases` are other words for it in any language."""

    code: str
    name: Wording
    is_right: bool
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Whom a fact is about."""

    code: str
    name: Wording
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyKind:
    """What kind of agency a delegate comes from. `level`: where it stands; `press` is never entered by name."""

    code: str
    name: Wording
    aliases: tuple[str, ...]
    level: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """Where a place stands on a map of equal tiles, from the top left; `label` fits on the tile."""

    place: str
    column: int
    row: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryPack:
    """All tables of one country, checked against each other."""

    country: Country
    places: tuple[Place, ...]
    bodies: tuple[Body, ...]
    posts: tuple[Post, ...]
    rules: tuple[LegalRule, ...]
    calendar_days: tuple[CalendarDay, ...]
    grounds: tuple[RefusalGround, ...]
    loaded_words: tuple[LoadedWord, ...]
    themes: tuple[Theme, ...]
    groups: tuple[Group, ...]
    agency_kinds: tuple[AgencyKind, ...] = ()
    tiles: tuple[Tile, ...] = ()
