"""名册: units, leaders and accounts in bulk: rows of a workbook or of pasted text → what they would change.

A row finds what it speaks of by name: a unit by its name or an alias, a leader by his name, an account by its user name
in upper or lower case. White space inside names does not count. What is found is changed where a cell says something
else, what is not found is new; so the same 名册 twice changes nothing the second time. An empty cell leaves what is
stored, ``清空`` empties it, and what the rows do not name stays as it is.
"""
