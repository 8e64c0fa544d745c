"""Which occasions use a layout by themselves: as keys that are stored, and in Chinese."""

from reports.layouts.layout import Layout
from tasks import periods


def map_uses(layout: Layout) -> dict[str, str]:
    """Returns key → Chinese of each occasion: ``2024-H1`` → 2024年上半年, ``H1-from-2024`` → 2024年起的上半年."""
    in_order = sorted(layout.default_for, key=lambda one: (one[0], periods.CODES.index(one[1])))
    own = {f"{year}-{code}": f"{year}年{get_occasion_label(code)}" for year, code in in_order}
    general = sorted(layout.general_for, key=periods.CODES.index)
    return own | {
        f"{code}-from-{layout.manner}": f"{layout.manner}年起的{get_occasion_label(code)}" for code in general
    }


def describe_uses(layout: Layout) -> str:
    """Names the periods that use it by default: 2022年上半年；一季度、上半年、前三季度（通用）."""
    own = [label for key, label in map_uses(layout).items() if "-from-" not in key]
    general = [get_occasion_label(code) for code in sorted(layout.general_for, key=periods.CODES.index)]
    since = f"{layout.manner}年起" if layout.is_own else ""
    return "；".join([*own, *([f"{since}{'、'.join(general)}（通用）"] if general else [])])


def get_occasion_label(code: str) -> str:
    return "目标任务" if code == periods.PLAN_CODE else periods.CODE_LABELS[code]
