"""Forms that refuse to save over a change that somebody else made after the form was opened."""

from django import forms
from django.core.exceptions import ValidationError

from tasks.models.changes import ChangedMeanwhile, build_field_state, compute_fingerprint
from tasks.pages.frame.forms.parts import change_sent_data


class StaleCheckForm(forms.ModelForm):
    """A form over ``Meta.fields`` that checks the input; an action saves it."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.compute_fingerprint()

    def _post_clean(self) -> None:
        """Leaves the instance as stored: the action checks it under its lock and refuses in Chinese words, where
        Django would name the constraint."""

    def compute_fingerprint(self) -> str:
        """Returns the fingerprint of the stored row; "" for a new one."""
        if self.instance.pk is None:
            return ""
        stored = type(self.instance).objects.get(pk=self.instance.pk)
        return compute_fingerprint(build_field_state(stored, self.list_field_names()))

    def list_field_names(self) -> list[str]:
        """Returns the names of the model's own fields."""
        return list(self._meta.fields or ())

    def get_values(self) -> dict:
        """Returns the arguments of the action: the model's own fields."""
        return {name: self.cleaned_data[name] for name in self.list_field_names()}

    def refuse(self, refusal: ValidationError) -> None:
        """Adds an action's refusal to its field; after a refusal about a newer state, the next save is based on that."""
        self.add_error(None, refusal)
        if isinstance(refusal, ChangedMeanwhile):
            change_sent_data(self, **{self.add_prefix("seen"): self.compute_fingerprint()})
