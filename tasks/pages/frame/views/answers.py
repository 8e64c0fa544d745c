"""The status of a page that comes back with what the person wrote, so that a script and a test can tell why."""

#: it cannot be kept as it is; the form says what to mend
UNFIT = 422
#: somebody else was there first; the page shows what stands now
CONFLICTING = 409
#: it was allowed when the page was opened, and no longer is
FORBIDDEN = 403
