"""The forms of a project, and of how final the figures of the year past are."""

from django import forms
from django.core.exceptions import ValidationError

from tasks.assessing.likeness import compute_text_similarity
from tasks.enums import OutcomeState
from tasks.models import PlanReport, Project, ReportedOutcome, Task
from tasks.models.changes import ChangedMeanwhile, compute_fingerprint
from tasks.outlooks.project_actions import PROJECT_FIELDS, build_outcomes_state
from tasks.pages.frame.forms.parts import change_sent_data, get_form_field
from tasks.pages.frame.forms.seen import StaleCheckForm

#: characters of an item's text in the choice
SHOWN_TEXT = 80


class TaskChoiceField(forms.ModelMultipleChoiceField):
    """Items, each by its kind, number and the beginning of its text."""

    def label_from_instance(self, obj: Task) -> str:
        edition = obj.edition
        text = f"{edition.name}：{edition.text}" if edition.name else edition.text
        return f"{obj}　{text[:SHOWN_TEXT]}{'…' if len(text) > SHOWN_TEXT else ''}"


class ProjectForm(StaleCheckForm):
    """The lead unit of a project, and the items to which it belongs."""

    tasks = TaskChoiceField(queryset=Task.objects.none(), required=False, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Project
        fields = PROJECT_FIELDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        report = self.instance.report
        units = get_form_field(self, "lead_unit", forms.ModelChoiceField)
        units.queryset = report.government.units.all()
        units.empty_label = "（未定）"
        tasks = Task.objects.filter(
            plan__government=report.government_id, plan__year=report.year, current__isnull=False
        ).select_related("current", "item_kind", "plan")
        field = get_form_field(self, "tasks", TaskChoiceField)
        field.label = "对应事项"
        field.queryset = tasks
        field.choices = self._list_choices(field, list(tasks))

    def _list_choices(self, field: TaskChoiceField, tasks: list[Task]) -> list[tuple[int, str]]:
        """Lists the items, those that are chosen first, then those that speak most alike."""
        chosen = {task.pk for task in self.instance.tasks.all()}
        name = self.instance.name

        def rank(task: Task) -> tuple[bool, float, int]:
            text = f"{task.edition.name}{task.edition.text}"
            likeness = 1.0 if name in text else compute_text_similarity(name, text)
            return task.pk not in chosen, -likeness, task.pk

        return [(task.pk, field.label_from_instance(task)) for task in sorted(tasks, key=rank)]


class OutcomesForm(forms.Form):
    """How final each figure of the year past is, and its rank."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, report: PlanReport, **kwargs):
        super().__init__(*args, **kwargs)
        self.report = report
        self.rows: list[ReportedOutcome] = list(report.outcomes.all())
        self.fields["seen"].initial = compute_fingerprint(build_outcomes_state(report))
        for row in self.rows:
            self.fields[f"state-{row.pk}"] = forms.ChoiceField(
                label=f"{row.measure}口径", choices=OutcomeState.choices(), initial=row.state.value
            )
            self.fields[f"rank-{row.pk}"] = forms.CharField(
                label=f"{row.measure}位次", max_length=100, required=False, initial=row.rank
            )

    @property
    def places(self) -> list[tuple[ReportedOutcome, forms.BoundField, forms.BoundField]]:
        """Each figure with its two fields."""
        return [(row, self[f"state-{row.pk}"], self[f"rank-{row.pk}"]) for row in self.rows]

    def get_states(self) -> dict[int, tuple[OutcomeState, str]]:
        """Returns the argument of the action."""
        sent = self.cleaned_data
        return {row.pk: (OutcomeState(sent[f"state-{row.pk}"]), sent[f"rank-{row.pk}"]) for row in self.rows}

    def refuse(self, refusal: ValidationError) -> None:
        """Adds an action's refusal; after one about a newer state, the next save is based on that."""
        self.add_error(None, refusal)
        if isinstance(refusal, ChangedMeanwhile):
            change_sent_data(self, seen=compute_fingerprint(build_outcomes_state(self.report)))
