"""用语: the form of the words that a government uses."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tasks.models import Government
from tasks.models.changes import ChangedMeanwhile, compute_fingerprint
from tasks.organisation.ready_sets import ReadySet
from tasks.organisation.terms import describe_terms
from tasks.pages.frame.forms.parts import change_sent_data
from tasks.terms import TERMS


class TermsForm(forms.Form):
    """A field for each term; an empty one stands for our own word."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, government: Government, ready_set: ReadySet | None = None):
        """
        Args:
            ready_set: whose words the fields show instead of the stored ones; nothing is saved by it.
        """
        self.government = government
        shown = government.terms if ready_set is None else ready_set.terms
        super().__init__(data, initial={**shown, "seen": compute_fingerprint(describe_terms(government))})
        for term in TERMS:
            attributes = {"placeholder": term.default, "data-term": term.key, "data-own": term.default}
            self.fields[term.key] = forms.CharField(
                label=term.default,
                required=False,
                max_length=term.limit,
                widget=forms.TextInput(attrs=attributes),
                help_text=f"{term.names}。见于{term.seen}。",
            )

    @property
    def term_fields(self) -> list[forms.BoundField]:
        return [self[term.key] for term in TERMS]

    def get_values(self) -> dict[str, Any]:
        """Returns key → word, as the action takes them."""
        return {term.key: self.cleaned_data[term.key] for term in TERMS}

    def refuse(self, refusal: ValidationError) -> None:
        """Adds an action's refusal to its field; after a refusal about a newer state, the next save is based on that."""
        self.add_error(None, refusal)
        if isinstance(refusal, ChangedMeanwhile):
            self.government.refresh_from_db()
            change_sent_data(self, seen=compute_fingerprint(describe_terms(self.government)))
