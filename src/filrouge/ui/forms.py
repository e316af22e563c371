"""Forms in the house style: `FORM_RENDERER = "filrouge.ui.forms.Renderer"` is all a form needs."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates

CLASSES: dict[str, str] = {
    "checkbox": "form-check-input",
    "radio": "form-check-input",
    "select": "form-select",
    "range": "form-range",
    "hidden": "",
    "color": "form-control form-control-color",
}
TEMPLATES: dict[str, str] = {
    "django/forms/widgets/select.html": "ui/forms/select.html",
    "django/forms/widgets/radio.html": "ui/forms/choices.html",
    "django/forms/widgets/checkbox_select.html": "ui/forms/choices.html",
    "django/forms/widgets/clearable_file_input.html": "ui/forms/file.html",
}


class HouseBoundField(forms.BoundField):
    """Adds the right class to each widget; labels, help and errors come from `ui/forms/field.html`."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = dict(super().build_widget_attrs(attrs, widget))
        own = [str(attrs.get("class") or widget.attrs.get("class") or "")]
        own.append(CLASSES.get(getattr(widget, "input_type", ""), "form-control"))
        if self.errors:
            own.append("is-invalid")
        attrs["class"] = " ".join(name for name in own if name)
        if widget.use_fieldset:  # the fieldset carries it: a radio button alone is never invalid
            attrs.pop("aria-invalid", None)
        return attrs


class Renderer(DjangoTemplates):
    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = HouseBoundField

    def get_template(self, template_name: str) -> Any:
        return super().get_template(TEMPLATES.get(template_name, template_name))


class DateInput(forms.DateInput):
    """The browser's own calendar; the value travels as 2026-11-26."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class MonthInput(forms.DateInput):
    input_type = "month"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m")


class DayForm(forms.Form):
    """Another day for something: what the calendar posts."""

    on = forms.DateField(
        label="Jour",
        widget=DateInput,
        error_messages={
            "required": "Choisissez un jour.",
            "invalid": "Cette date n’existe pas. Écrivez-la ainsi : 26/11/2026.",
        },
    )
    was = forms.DateField(required=False, widget=forms.HiddenInput)  # where whoever moves it saw it

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if not 2000 <= day.year <= 2099:
            raise forms.ValidationError("Choisissez un jour de ce siècle.", code="far")
        return day


class DateTimeSplit(forms.SplitDateTimeWidget):
    """A date and an hour side by side, each with its name for screen readers."""

    template_name = "ui/forms/datetime.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            attrs,
            date_format="%Y-%m-%d",
            time_format="%H:%M",
            date_attrs={"aria-label": "Date"},
            time_attrs={"aria-label": "Heure"},
        )
        self.widgets[0].input_type = "date"
        self.widgets[1].input_type = "time"


class DateTimeField(forms.SplitDateTimeField):
    """`starts_at = DateTimeField(label="Début")`: use it where a model has a DateTimeField."""

    widget = DateTimeSplit
    default_error_messages = {
        "invalid_date": "Cette date n’existe pas. Écrivez-la ainsi : 26/11/2026.",
        "invalid_time": "Cette heure n’existe pas. Écrivez-la ainsi : 12:45.",
        "required": "Indiquez la date et l’heure.",
        "incomplete": "Indiquez la date et l’heure.",
    }


class Toggle(forms.CheckboxInput):
    """A switch, for what takes effect at once or is plainly on or off."""

    template_name = "ui/forms/toggle.html"


class Cards(forms.RadioSelect):
    """A few choices as large boxes to tap; a choice label « Titre|Explication » shows both."""

    template_name = "ui/forms/cards.html"


class MoneyInput(forms.NumberInput):
    """An amount in euros; the field's `step` and `inputmode` suit phones."""

    template_name = "ui/forms/money.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"step": "0.01", "inputmode": "decimal", **(attrs or {})})


class NumberField(forms.DecimalField):
    """A number as people write or paste it: « 12,5 », « 1 234 »."""

    widget = forms.TextInput
    default_error_messages = {"invalid": "Écrivez un nombre seul, par exemple 12,5."}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Any:
        return super().to_python("".join(value.split()).replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; their content is judged by the room of files."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        several = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in several]


def accepted(form: forms.BaseForm, serve: Callable[[], object]) -> bool:
    """Do what a valid form asks; what the service refuses joins the errors of the form."""
    if not form.is_valid():
        return False
    try:
        serve()
    except ValidationError as error:
        refuse(form, error)
        return False
    return True


def form_sentence(form: forms.BaseForm) -> str:
    """Every error of a form, for pages that show them together."""
    return " ".join(str(line) for lines in form.errors.values() for line in lines)


def refuse(form: forms.BaseForm, error: ValidationError) -> None:
    """Put a refusal beside the field it names, or at the top. ``form.shown_as``: names that differ from the row's."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    shown_as: dict[str, str] = getattr(form, "shown_as", {})
    for name, errors in error.error_dict.items():
        shown = shown_as.get(name, name)
        form.add_error(shown if shown in form.fields else None, errors)
