"""填报: what the page of one entry shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.db.models import QuerySet

from tasks import clock
from tasks.assessing.earlier import find_last_filed_entry
from tasks.commenting.comments import Thread, map_entry_to_thread
from tasks.continuing.former_years import FormerYear, list_former_years
from tasks.enums import EntryState
from tasks.filing.cooperation import Cooperation, map_entry_to_notes
from tasks.filing.coordination import CoordinationRequest, find_coordination_request
from tasks.filing.entries import list_contributors, list_entry_events
from tasks.filing.entry_actions import choose_filed_state
from tasks.filing.entry_guard import describe_entry_refusal
from tasks.filing.evidence_kinds import ALLOWED, ENDINGS
from tasks.filing.explanations import LAG_EXPLAINED_BY
from tasks.filing.gaps import leave_gaps
from tasks.filing.remarks import Remark
from tasks.judging import objections
from tasks.models import ChangeRequest, EntryRevision, Event, Evidence, Objection, ProgressEntry, Reading, User
from tasks.models.entry_fields import TEXTS
from tasks.pages.filing.entry_queue import EntryQueue
from tasks.pages.filing.forms.cooperation import NoteForm
from tasks.pages.filing.forms.entries import EntryForm, ReturnReasonForm
from tasks.pages.filing.views.reading import (
    FigureRow,
    FiledFigure,
    build_figure_rows,
    build_filed_figures,
    compute_doubts_mark,
    list_stored_remarks,
)
from tasks.pages.frame.forms.pasted import HARD_LIMIT, SOFT_LIMIT
from tasks.pages.frame.strips import YearMarks, map_tasks_to_marks
from tasks.permissions import Permission, can, describe_edit_refusal, is_cooperating, is_in_lead_unit
from tasks.requesting import requests
from tasks.terms.later import say_later
from tasks.visible_words import Words, read_filed, read_return_reason, read_words, select_evidence_of

COOPERATES = say_later("本单位配合该事项：进展由{terms.lead_unit}填报，本单位填写配合进展。")


@dataclass(frozen=True)
class EntryPage:
    """The form of an entry, or what was filed where the person cannot edit it.

    Attributes:
        entry: as ``get_entry_for_page`` returns it.
        form: as it was sent where it was refused.
        theirs: the entry as somebody else saved it meanwhile; None where nobody did.
        refusal: why the text was not kept; "" where nothing was refused.
        doubts: what is odd about the figures sent, which the person has to confirm before they are filed.
        is_checked: whether the person has confirmed them.
        refused_note: the form of a 配合进展 that was refused, as it was sent.
    """

    user: User
    entry: ProgressEntry
    form: EntryForm
    theirs: ProgressEntry | None = None
    refusal: str = ""
    refused_note: NoteForm | None = None
    doubts: Sequence[str] = ()
    is_checked: bool = False

    allowed: ClassVar[str] = ALLOWED
    endings: ClassVar[str] = ENDINGS
    soft_limit: ClassVar[int] = SOFT_LIMIT
    hard_limit: ClassVar[int] = HARD_LIMIT
    explains: ClassVar[tuple[str, ...]] = LAG_EXPLAINED_BY

    @cached_property
    def lock_reason(self) -> str:
        """Why the person cannot edit the entry now; "" where he can."""
        return describe_edit_refusal(self.user, self.entry)

    @property
    def most_megabytes(self) -> int:
        """The largest file that is taken."""
        return settings.DUBAN_UPLOAD_LIMIT // 1024**2

    @property
    def is_confirmed_inside(self) -> bool:
        """Whether what the person files goes to the unit's head first."""
        return choose_filed_state(self.entry, self.user) == EntryState.CONFIRMING

    @cached_property
    def marks(self) -> YearMarks:
        return map_tasks_to_marks([self.entry.task], self.user)[self.entry.task_id]

    @cached_property
    def copies(self) -> dict[str, str]:
        """复制上期: field → its text of last time with the figures left blank; "" where there is none."""
        if self.previous is None or self.lock_reason:
            return {field.name: "" for field in TEXTS}
        words = read_filed(self.previous)
        return {field.name: leave_gaps(getattr(words, field.name)) for field in TEXTS}

    @cached_property
    def queue(self) -> EntryQueue:
        return EntryQueue(self.user, self.entry)

    @property
    def certain(self) -> Sequence[str]:
        """What has to be confirmed before the entry is filed: of what was sent, else of the stored draft."""
        return self.doubts or [f"{remark}" for remark in self.remarks if remark.is_certain]

    @property
    def doubts_mark(self) -> str:
        """Names the doubts that a tick confirms."""
        return compute_doubts_mark(self.certain)

    @property
    def is_late(self) -> bool:
        """Whether the person can still file the entry, after its deadline."""
        return not self.lock_reason and self.entry.last_day < self.today

    @property
    def days_late(self) -> int:
        return max(0, self.entry.period.plan.government.workdays.between(self.entry.last_day, self.today))

    @property
    def today(self) -> date:
        return clock.today()

    @property
    def lock_words(self) -> str:
        """``lock_reason`` as it is told; a cooperating unit is told what it may write instead."""
        if self.cooperation.may_write and not is_in_lead_unit(self.user, self.entry):
            return COOPERATES
        if is_cooperating(self.user, self.entry) and not is_in_lead_unit(self.user, self.entry):
            return describe_entry_refusal(self.user, Permission.WRITE_NOTE, self.entry)
        return self.lock_reason

    @cached_property
    def filed(self) -> Words:
        """The words of the entry that the person may read."""
        return read_words(self.user, self.entry)

    @property
    def is_unfiled(self) -> bool:
        """Whether the person reads nothing because nothing has been filed."""
        return isinstance(self.filed, EntryRevision) and not self.filed.number

    @cached_property
    def return_reason(self) -> str:
        """Why the entry was returned, while that still matters, as far as the person may read it."""
        return "" if self.entry.state == EntryState.ACCEPTED else read_return_reason(self.user, self.entry)

    @cached_property
    def previous(self) -> ProgressEntry | None:
        """The entry of the same item that was filed last before this one."""
        return find_last_filed_entry(self.entry)

    @cached_property
    def former_years(self) -> list[FormerYear]:
        """The items of earlier years with which the item goes on, in the same period and at the end of their year."""
        return list_former_years(self.entry, self.user)

    @cached_property
    def figure_rows(self) -> list[FigureRow]:
        """The inputs of the indicators, for people of a lead unit."""
        is_led = is_in_lead_unit(self.user, self.entry)
        return build_figure_rows(self.user, self.entry, self.form, self.previous) if is_led else []

    @cached_property
    def filed_figures(self) -> list[FiledFigure]:
        """The figures beside the words of an entry that the person cannot edit."""
        return build_filed_figures(self.user, self.entry, self.previous) if self.filed is self.entry else []

    @cached_property
    def remarks(self) -> list[Remark]:
        """What to look at before the stored entry is filed or confirmed; the script of the form renews it while one writes."""
        if not (self.may_submit or self.may_confirm):
            return []
        return list_stored_remarks(self.user, self.entry, self.queue.all_entries, self.previous)

    @cached_property
    def their_figures(self) -> list[Reading]:
        return list(self.theirs.readings.select_related("indicator")) if self.theirs else []

    @cached_property
    def evidence(self) -> QuerySet[Evidence]:
        return select_evidence_of(self.user, [self.entry]).select_related("uploaded_by")

    @cached_property
    def contributors(self) -> list[str]:
        return list_contributors(self.entry)

    @cached_property
    def history(self) -> list[Event]:
        return list_entry_events(self.user, self.entry)

    @cached_property
    def coordination(self) -> CoordinationRequest | None:
        return find_coordination_request(self.entry, self.user)

    @cached_property
    def cooperation(self) -> Cooperation:
        notes = map_entry_to_notes(self.user, [self.entry])[self.entry.pk]
        return Cooperation(self.user, self.entry, notes)

    @cached_property
    def thread(self) -> Thread | None:
        """留言 of the entry; None for who does not write in it."""
        return map_entry_to_thread(self.user, [self.entry]).get(self.entry.pk)

    @cached_property
    def note_form(self) -> NoteForm | None:
        """The form of the unit's own 配合进展; None for who may not write one now."""
        if self.refused_note or not self.cooperation.may_write:
            return self.refused_note
        return NoteForm(note=self.cooperation.own_note)

    @cached_property
    def reason_form(self) -> ReturnReasonForm:
        """The form with which the unit's head sends the entry back."""
        return ReturnReasonForm(initial={"revision": self.entry.revision})

    @cached_property
    def _case(self) -> objections.ObjectionCase:
        return objections.map_entry_to_case([self.entry])[self.entry.pk]

    @cached_property
    def objection(self) -> Objection | None:
        return objections.find_latest_objection(self.user, self._case)

    @cached_property
    def open_requests(self) -> QuerySet[ChangeRequest]:
        return requests.select_open_requests(self.entry.task_id)

    @property
    def has_open_extension(self) -> bool:
        """Whether a request to file later is still undecided, which filing makes needless."""
        return requests.find_open_extension(self.entry, self.open_requests) is not None

    @property
    def may_object(self) -> bool:
        return not objections.describe_objection_refusal(self.user, self.entry, self._case, clock.today())

    @property
    def may_request(self) -> bool:
        return not requests.describe_request_refusal(self.user, self.entry)

    @cached_property
    def may_submit(self) -> bool:
        return can(self.user, Permission.SUBMIT_ENTRY, self.entry)

    @cached_property
    def may_withdraw(self) -> bool:
        return can(self.user, Permission.WITHDRAW_ENTRY, self.entry)

    @cached_property
    def may_confirm(self) -> bool:
        return can(self.user, Permission.CONFIRM_ENTRY, self.entry)
