"""The status codes of a form that is shown again with what the person wrote, and of what failed."""

#: the input is invalid
UNFIT = 422
#: somebody else has changed it meanwhile
CONFLICTING = 409
#: it is not allowed any more
FORBIDDEN = 403
#: the program failed
BROKEN = 500
#: the database or the disk failed; the same request will do when they are back
AWAY = 503
