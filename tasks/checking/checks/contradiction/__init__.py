"""矛盾: compares the judgement with figures and words, and the values of one measure with each other."""

from tasks.checking.checks.contradiction.across_items import check_across_items
from tasks.checking.checks.contradiction.against_table import check_narrative_figures
from tasks.checking.checks.contradiction.explained import check_causes, check_explanations, check_surveys
from tasks.checking.checks.contradiction.measured import check_figures
from tasks.checking.checks.contradiction.narrated import check_narrated_items
from tasks.checking.checks.contradiction.one_project import check_one_project
from tasks.checking.checks.contradiction.one_thing import (
    check_narrative_claims,
    check_promised_in_other_words,
    check_promised_twice,
    check_promised_values,
    check_stages,
    check_totals_fell,
)
from tasks.checking.checks.contradiction.overlapping import check_looser_target
from tasks.checking.checks.contradiction.overstated import check_overstatement
from tasks.checking.checks.contradiction.retold import check_retold_items
from tasks.checking.checks.contradiction.said import check_judgement_by_words
from tasks.checking.checks.contradiction.short import check_judgement_by_figures
from tasks.checking.checks.contradiction.timing import check_timing

CONTRADICTION_CHECKS = (
    check_judgement_by_figures,
    check_judgement_by_words,
    check_figures,
    check_narrative_figures,
    check_across_items,
    check_one_project,
    check_looser_target,
    check_overstatement,
    check_stages,
    check_promised_values,
    check_narrative_claims,
    check_promised_twice,
    check_promised_in_other_words,
    check_totals_fell,
    check_retold_items,
    check_narrated_items,
    check_explanations,
    check_causes,
    check_surveys,
    check_timing,
)
