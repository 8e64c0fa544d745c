"""数目: checks numbers of items, sums, ratios and lists."""

from tasks.checking.checks.counts.listed import check_listed_items
from tasks.checking.checks.counts.lists import check_list_lengths
from tasks.checking.checks.counts.prose import check_prose
from tasks.checking.checks.counts.ratios import check_ratios, check_target_shares
from tasks.checking.checks.counts.stated import check_stated_totals
from tasks.checking.checks.counts.sums import check_sums
from tasks.checking.checks.counts.titles import check_titles

COUNT_CHECKS = (
    check_titles,
    check_stated_totals,
    check_listed_items,
    check_sums,
    check_ratios,
    check_target_shares,
    check_list_lengths,
    check_prose,
)
