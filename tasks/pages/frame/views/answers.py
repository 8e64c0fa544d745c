"""The status codes of a form that is shown again with what the person wrote."""

#: the input is invalid
UNFIT = 422
#: somebody else has changed it meanwhile
CONFLICTING = 409
#: it is not allowed any more
FORBIDDEN = 403
