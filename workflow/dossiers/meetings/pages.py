"""What the pages of a meeting show, gathered once."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from states.voting import Choice, who_presides
from workflow.accounts.person import Person
from workflow.council import queries as council
from workflow.council.closing import facts_of
from workflow.council.minutes import minutes_text
from workflow.council.sheets import ItemRow, MeetingSheet, MemberRow
from workflow.council.standing import is_clerk_of, keeps, presides, province_ids
from workflow.dossiers.meetings import agenda
from workflow.dossiers.meetings.agenda import Summary
from workflow.errors import NotFound

LIVE = ("planned", "open")


@dataclass(frozen=True)
class MeetingPage:
    """One meeting for one reader."""

    sheet: MeetingSheet
    person: Person
    on: date

    @property
    def row(self) -> Any:
        return self.sheet.row

    @property
    def is_live(self) -> bool:
        return self.row.state in LIVE

    @cached_property
    def is_keeper(self) -> bool:
        return keeps(self.person, self.sheet)

    @cached_property
    def me(self) -> MemberRow | None:
        return self.sheet.member(self.person.id)

    @cached_property
    def summaries(self) -> Mapping[uuid.UUID, Summary]:
        """Each dossier in a few lines, while the meeting is planned or open; afterwards the minutes speak."""
        if not self.is_live:
            return {}
        return agenda.summaries([item.row.dossier_id for item in self.sheet.items], self.on)

    @cached_property
    def waiting(self) -> Sequence[Summary]:
        """Dossiers that a clerk might still put on the agenda."""
        may_add = self.is_live and is_clerk_of(self.person, self.row.agency_id)
        return agenda.waiting(self.person, self.on) if may_add else ()

    @cached_property
    def minutes(self) -> Any:
        return council.minutes_of(self.sheet.id) if self.row.state == "closed" else None

    @property
    def is_marked(self) -> bool:
        """Whether attendance was taken."""
        return any(member.present is not None for member in self.sheet.members)

    @property
    def presider(self) -> MemberRow | None:
        """Who presides over the meeting, among those present."""
        there = {str(member.id): member for member in self.sheet.members if member.present}
        found = who_presides(self.sheet.rules, {key: member.seat for key, member in there.items()})
        return there[found] if found else None

    @property
    def is_over(self) -> bool:
        """Whether every dossier has its result, so that the meeting can be closed."""
        return all(item.state in ("decided", "postponed") for item in self.sheet.items)


@dataclass(frozen=True)
class ItemPage:
    """One dossier on the agenda for one reader."""

    meeting: MeetingPage
    item: ItemRow

    @property
    def sheet(self) -> MeetingSheet:
        return self.meeting.sheet

    @property
    def row(self) -> Any:
        return self.item.row

    @cached_property
    def summary(self) -> Summary:
        return agenda.summaries([self.row.dossier_id], self.meeting.on)[self.row.dossier_id]

    @property
    def is_recused(self) -> bool:
        return bool(self.meeting.me and self.meeting.me.id in self.item.recused)

    @property
    def has_voted(self) -> bool:
        return bool(self.meeting.me and self.meeting.me.id in self.item.cast)

    @property
    def may_vote(self) -> bool:
        """Whether the reader's ballot is awaited now."""
        me = self.meeting.me
        return bool(me and me.present and self.item.state == "voting") and not (self.has_voted or self.is_recused)

    @property
    def may_recuse(self) -> Sequence[MemberRow]:
        """Those whom the reader may let leave for this item: himself, or for a keeper anybody who has not voted."""
        if self.row.state not in ("listed", "voting"):
            return ()
        gone = self.item.cast | set(self.item.recused)
        me = self.meeting.me
        return [
            member
            for member in self.sheet.members
            if member.id not in gone and (self.meeting.is_keeper or (me and me.id == member.id))
        ]

    @property
    def presider(self) -> MemberRow | None:
        if self.row.presider_id is None:
            return self.sheet.presider_of(self.item)
        return next((member for member in self.sheet.members if member.id == self.row.presider_id), None)

    @property
    def may_say(self) -> bool:
        """Whether a tie waits for the reader's word, or for a keeper to record it."""
        return self.row.state == "tied" and (
            self.meeting.is_keeper or presides(self.meeting.person, self.sheet, self.item.id)
        )

    @property
    def counters(self) -> Sequence[MemberRow]:
        return [member for member in self.sheet.members if member.present]

    @cached_property
    def said(self) -> Mapping[uuid.UUID, Choice]:
        """In an open vote, who said what, once it is counted."""
        if self.sheet.is_secret or self.row.state not in ("tied", "decided"):
            return {}
        return council.open_ballots([self.item.id]).get(self.item.id, {})

    @cached_property
    def may_open_dossier(self) -> bool:
        return agenda.may_read(self.meeting.person, self.row.dossier_id)


def meeting_page(meeting_id: uuid.UUID, person: Person, on: date) -> MeetingPage:
    """A meeting for its reader. Raises NotFound: to anybody else it does not exist."""
    return MeetingPage(agenda.meeting_for(person, meeting_id), person, on)


def item_page(meeting_id: uuid.UUID, item_id: uuid.UUID, person: Person, on: date) -> ItemPage:
    """A dossier on the agenda, while the meeting is planned or open. Raises NotFound afterwards."""
    page = meeting_page(meeting_id, person, on)
    item = page.sheet.find_item(item_id)
    if item is None or not page.is_live:
        raise NotFound
    return ItemPage(page, item)


def draft_minutes(page: MeetingPage) -> str:
    """The text of the minutes as they would be kept now."""
    return minutes_text(facts_of(page.sheet, agenda.lines([item.row.dossier_id for item in page.sheet.items])))


def is_concerned(person: Person) -> bool:
    """Whether the councils are a room for this person: by post, or by a seat on one."""
    return bool(province_ids(person)) or council.sits_on_a_council(person.id)
