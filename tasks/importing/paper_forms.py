"""来文格式: the forms of paper that a government keeps."""

from tasks.importing.form_fitting import FormTable, KnownForm, read_form_data
from tasks.importing.teaching import TEACHABLE, Unteachable
from tasks.models import Government, PaperForm

#: how many forms a government may keep
MOST_FORMS = 200


def list_paper_forms(government: Government) -> list[PaperForm]:
    """Lists the forms of a government by name, each with who taught it."""
    return list(PaperForm.objects.filter(government=government).select_related("taught_by"))


def list_known_forms(government: Government) -> list[KnownForm]:
    """Lists what the forms of a government teach, the newest first; one that cannot be read any more is left out."""
    found = []
    for form in PaperForm.objects.filter(government=government).order_by("-taught_at", "-pk"):
        try:
            found.append(KnownForm(form.name, read_form_data(form.tables)))
        except Unteachable:
            continue
    return found


def describe_form_table(table: FormTable) -> str:
    """Describes a table of a form in one line: the labels by which it is known, and what was taught of it."""
    labels = "、".join(label for label in table.labels if label) or f"没有表头，{table.width} 列"
    told = []
    for key, said in table.taught.list_choices():
        kind, _, rest = key.partition(":")
        at = int(rest) if kind == "column" else -1
        if 0 <= at < len(table.labels) and table.labels[at]:
            column = table.taught.columns[at]
            said = f"“{table.labels[at]}”{f'是{TEACHABLE[column]}' if column else '不导入'}"
        told.append(said)
    return f"{labels}：{'；'.join(told)}"
