"""专栏项目: the list of a report's projects by box and group, and the page of one."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from tasks.models import PlanReport, Project
from tasks.pages.outlooks.forms import ProjectForm


@dataclass(frozen=True)
class ProjectListPage:
    """The projects of a report in printed order."""

    report: PlanReport

    @cached_property
    def projects(self) -> list[Project]:
        rows = self.report.projects.select_related("lead_unit").prefetch_related("tasks__item_kind")
        return list(rows.order_by("position"))

    @cached_property
    def boxes(self) -> list[tuple[str, int, list[tuple[str, list[Project]]]]]:
        """Each box with the number of its projects and its groups."""
        boxes = []
        for title, rows in groupby(self.projects, key=lambda one: one.box):
            own = list(rows)
            groups = [(label, list(group)) for label, group in groupby(own, key=lambda one: one.group)]
            boxes.append((title, len(own), groups))
        return boxes

    @property
    def with_unit(self) -> int:
        """How many projects have a lead unit."""
        return sum(one.lead_unit_id is not None for one in self.projects)


@dataclass(frozen=True)
class ProjectPage:
    """A project with the form of its lead unit and items."""

    project: Project
    form: ProjectForm
