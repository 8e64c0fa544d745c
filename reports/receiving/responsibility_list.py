"""责任清单: the table of who answers for each item and whom to call, as the units signed for them."""

from collections.abc import Iterable

from reports.printing.sheet import Align, Column, Sheet, remove_unprintable, say_heads
from tasks.models import Plan
from tasks.receiving.receipts import ItemReceipt

COLUMNS = (
    Column("序号", 0.05),
    Column("类别", 0.1),
    Column("工作任务", 0.33, Align.LEFT),
    Column("{terms.lead_unit}", 0.13),
    Column("责任人", 0.12),
    Column("联系人", 0.08),
    Column("联系电话", 0.12),
    Column("签收情况", 0.07),
)


def build_responsibility_sheet(plan: Plan, rows: Iterable[ItemReceipt]) -> Sheet:
    """Builds the sheet with a row for each item and unit, those included that have not signed yet.

    Args:
        rows: in printed order.
    """
    listed = list(rows)
    return Sheet(
        "",
        f"{plan}政府工作报告目标任务责任清单",
        say_heads(COLUMNS),
        tuple(build_responsibility_row(row) for row in listed),
        is_internal=any(row.task.is_internal for row in listed),
    )


def build_responsibility_row(row: ItemReceipt) -> tuple[str | int, ...]:
    edition, receipt = row.task.edition, row.receipt if row.is_received else None
    words = f"{edition.name}：{edition.text}" if edition.name else edition.text
    return (
        row.task.number,
        row.task.item_kind.label,
        remove_unprintable(words),
        row.unit.name,
        f"{receipt.in_charge_post} {receipt.in_charge}".strip() if receipt else "",
        receipt.contact if receipt else "",
        receipt.telephone if receipt else "",
        row.state.label if row.state else "未签收",
    )
