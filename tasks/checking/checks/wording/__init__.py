"""文字: finds spelling mistakes, repetitions and lost characters."""

from tasks.checking.checks.wording.brackets import check_brackets
from tasks.checking.checks.wording.copies import check_copies, check_passages, check_task_as_result
from tasks.checking.checks.wording.dots import check_interpuncts
from tasks.checking.checks.wording.doubled import check_repetitions
from tasks.checking.checks.wording.lost import check_lost_characters
from tasks.checking.checks.wording.machine import check_machine_words
from tasks.checking.checks.wording.marks import check_punctuation
from tasks.checking.checks.wording.order import check_ordinals
from tasks.checking.checks.wording.slips import check_project_names, check_slips
from tasks.checking.checks.wording.spelling import check_spelling

WORDING_CHECKS = (
    check_repetitions,
    check_ordinals,
    check_punctuation,
    check_copies,
    check_passages,
    check_task_as_result,
    check_lost_characters,
    check_brackets,
    check_interpuncts,
    check_spelling,
    check_slips,
    check_project_names,
    check_machine_words,
)
