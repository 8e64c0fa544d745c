"""How every form of the product is drawn."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Forms draw from templates/forms: a label, the control, what to do, and the error beside it."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
