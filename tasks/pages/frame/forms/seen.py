"""Forms that know which state they were made from, so that a save cannot silently undo somebody else's."""

from django import forms
from django.core.exceptions import ValidationError

from tasks.models.changes import ChangedMeanwhile, build_field_state, compute_fingerprint
from tasks.pages.frame.forms.parts import change_sent_data


class StaleCheckForm(forms.ModelForm):
    """A form over ``Meta.fields`` that checks what was typed and leaves the saving to an action."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.compute_fingerprint()

    def _post_clean(self) -> None:
        """The instance stays as stored: what must hold across fields and rows is the action's to check, under its
        lock and in the users' words, where the framework would name the constraint."""

    def compute_fingerprint(self) -> str:
        """The fingerprint of what is stored; empty for something new."""
        if self.instance.pk is None:
            return ""
        stored = type(self.instance).objects.get(pk=self.instance.pk)
        return compute_fingerprint(build_field_state(stored, self.list_field_names()))

    def list_field_names(self) -> list[str]:
        """The model's own fields of the form."""
        return list(self._meta.fields or ())

    def get_values(self) -> dict:
        """What an action takes: the model's own fields."""
        return {name: self.cleaned_data[name] for name in self.list_field_names()}

    def refuse(self, refusal: ValidationError) -> None:
        """Shows an action's refusal beside its field; one about a newer state lets the next try stand upon that."""
        self.add_error(None, refusal)
        if isinstance(refusal, ChangedMeanwhile):
            change_sent_data(self, **{self.add_prefix("seen"): self.compute_fingerprint()})
