"""What an officer types about a fact, read into what a version says."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hoiam.desks.models import Desk
from hoiam.desks.pack import load_pack
from hoiam.desks.wording import Wording
from hoiam.evidence.content import FactContent, SourceGiven
from hoiam.evidence.figures import Figure, NotANumber, Style, TwoReadings, read_figure
from hoiam.evidence.models import FactVersion
from hoiam.evidence.periods import ImpossibleDay, Period, read_period
from hoiam.evidence.placing import PlaceBook
from hoiam.evidence.queries.lists import places_named
from hoiam.evidence.terms import Bearing, FactKind, FactState, Rank, Stance, Translation
from hoiam.evidence.vocabulary import group_code, group_label, themes
from hoiam.ui.forms import Form

LONG = forms.Textarea(attrs={"rows": 3})


class FigureField(forms.CharField):
    """A number, a range or alternatives, in the number style of the page's language."""

    def clean(self, value: Any) -> Figure:
        try:
            return read_figure(super().clean(value), style_here())
        except (NotANumber, TwoReadings) as wrong:
            raise forms.ValidationError(
                _(
                    "Write a number, a range such as 15-20, or alternatives such as 25 or 26; or leave it empty."
                )
            ) from wrong


class PeriodField(forms.CharField):
    """A day, month, year or span, as people write it."""

    def clean(self, value: Any) -> Period:
        try:
            return read_period(super().clean(value))
        except ImpossibleDay as wrong:
            raise forms.ValidationError(_("No calendar has this date.")) from wrong


def style_here() -> Style:
    """The number style of the page's language."""
    tag = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    signs = {one.tag: one.decimal_sign for one in load_pack(settings.COUNTRY.code).country.languages}
    return "comma" if signs.get(tag) == "," else "point"


class FilterForm(Form):
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    bearing = forms.ChoiceField(label=_("Bearing"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    place = forms.ChoiceField(label=_("Place"), required=False)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _("All"))]
        choices: dict[str, list[Any]] = {
            "theme": themes(),
            "bearing": Bearing.choices,
            "kind": FactKind.choices,
            "state": FactState.choices,
            "place": [(place.code, str(place)) for place in places_named(desk)],
        }
        for name, listed in choices.items():
            self.let_choose(name, [*everything, *listed])


class QuickForm(Form):
    """Five fields that make a fact citable inside the desk."""

    statement = forms.CharField(
        label=_("Statement"),
        help_text=_("One sentence that says what is so."),
        widget=LONG,
        max_length=2_000,
    )
    value = FigureField(
        label=_("Value"), required=False, max_length=200, help_text=_("Leave it empty where there is none.")
    )
    unit = forms.CharField(label=_("Unit"), required=False, max_length=200)
    period = PeriodField(
        label=_("Period"), max_length=200, help_text=_("A day, month, year or span: 31/12/2024, 2019-2023.")
    )
    place = forms.CharField(label=_("Place"), max_length=300)
    source_title = forms.CharField(label=_("Title of the source"), max_length=500)

    def content(self) -> FactContent:
        """What was typed, in the page's language."""
        given = self.cleaned_data
        tag = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
        names = [part.strip() for part in given["place"].split(";")]
        return FactContent(
            statement=Wording({tag: given["statement"]}),
            language=tag,
            sources=(SourceGiven(title=given["source_title"]),),
            figure=given["value"],
            unit=given["unit"],
            period=given["period"],
            places=PlaceBook.of_all().by_names(names, given["period"]),
            place_printed=given["place"],
        )


class SourceForm(Form):
    """One source; a row without any text is no source."""

    title = forms.CharField(label=_("Title"), required=False, max_length=500)
    publisher = forms.CharField(label=_("Publisher"), required=False, max_length=300)
    published = PeriodField(label=_("Date"), required=False, max_length=100)
    address = forms.URLField(label=_("Web address"), required=False, max_length=1000, assume_scheme="https")
    locator = forms.CharField(
        label=_("Where in it"), required=False, max_length=300, help_text=_("Page, article, table.")
    )
    stance = forms.ChoiceField(label=_("This source"), choices=Stance.choices, initial=Stance.SUPPORTS)
    value_printed = forms.CharField(label=_("Its own value"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        texts = [given.get(name) for name in ("publisher", "address", "locator", "value_printed")]
        if not given.get("title") and any(texts):
            self.add_error("title", _("Give the title of the source."))
        return given

    def given(self) -> SourceGiven:
        return SourceGiven(**self.cleaned_data)


class SourceFormSet(forms.BaseFormSet):
    """The sources of a fact in their order."""

    def given(self) -> tuple[SourceGiven, ...]:
        return tuple(form.given() for form in self.forms if form.cleaned_data.get("title"))


Sources = cast(
    "type[SourceFormSet]", forms.formset_factory(SourceForm, formset=SourceFormSet, extra=2, max_num=12)
)


class FactForm(Form):
    """Everything a version says but its sources."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    bearing = forms.ChoiceField(label=_("Bearing"), required=False)
    value = FigureField(label=_("Value"), required=False, max_length=200)
    unit = forms.CharField(label=_("Unit"), required=False, max_length=200)
    period = PeriodField(label=_("Period"), required=False, max_length=200)
    place = forms.CharField(
        label=_("Place"),
        required=False,
        max_length=300,
        help_text=_("By its name of that time; several with a semicolon between."),
    )
    group = forms.CharField(label=_("Group of people"), required=False, max_length=300)
    group_basis = forms.CharField(label=_("How the group was counted"), required=False, max_length=300)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    other_theme = forms.ChoiceField(label=_("Second theme"), required=False)
    issuer = forms.CharField(label=_("Issued by"), required=False, max_length=300)
    verification = forms.CharField(label=_("How it was checked"), required=False, max_length=300)
    is_preferred = forms.BooleanField(label=_("Show it first among facts on one matter"), required=False)
    expires_on = forms.DateField(
        label=_("May be cited until"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nothing = [("", _("Not chosen"))]
        self.let_choose("kind", [*nothing, *FactKind.choices])
        self.let_choose("bearing", [*nothing, *Bearing.choices])
        for name in ("theme", "other_theme"):
            self.let_choose(name, [*nothing, *self._themes()])
        for tag, name in settings.LANGUAGES:
            label = _("Statement (%(language)s)") % {"language": name}
            self.fields[f"statement_{tag}"] = forms.CharField(
                label=label, required=False, max_length=2_000, widget=LONG
            )
            self.fields[f"reviewed_{tag}"] = forms.BooleanField(
                label=_("The translation was reviewed"), required=False
            )
            self.fields[f"limits_{tag}"] = forms.CharField(
                label=_("Limits (%(language)s)") % {"language": name},
                required=False,
                max_length=2_000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        tags = [tag for tag, _name in settings.LANGUAGES]
        self.fields["language"] = forms.ChoiceField(
            label=_("Written first in"),
            choices=settings.LANGUAGES,
            initial=(get_language() or tags[0]).split("-")[0],
        )

    def _themes(self) -> list[tuple[str, str]]:
        """The pack's themes, and whatever word the fact had before."""
        known = themes()
        had = [self.initial.get("theme"), self.initial.get("other_theme")]
        return [*known, *((word, word) for word in had if word and word not in dict(known))]

    @property
    def statements(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"statement_{tag}"], self[f"reviewed_{tag}"]) for tag, _name in settings.LANGUAGES]

    @property
    def limits(self) -> list[forms.BoundField]:
        return [self[f"limits_{tag}"] for tag, _name in settings.LANGUAGES]

    def content(self, sources: tuple[SourceGiven, ...]) -> FactContent:
        given = self.cleaned_data
        statement = self._wording("statement")
        names = [part.strip() for part in given["place"].split(";") if part.strip()]
        chosen = (given["theme"], given["other_theme"])
        return FactContent(
            statement=statement,
            language=given["language"],
            translations={
                tag: str(Translation.REVIEWED if given[f"reviewed_{tag}"] else Translation.UNREVIEWED)
                for tag in statement
                if tag != given["language"]
            },
            sources=sources,
            kind=given["kind"],
            bearing=given["bearing"],
            figure=given["value"],
            unit=given["unit"],
            period=given["period"],
            places=PlaceBook.of_all().by_names(names, given["period"]),
            place_printed=given["place"],
            groups=tuple(group_code(part) for part in given["group"].split(";") if part.strip()),
            group_basis=given["group_basis"],
            themes=tuple(dict.fromkeys(theme for theme in chosen if theme)),
            limits=self._wording("limits"),
            issuer=given["issuer"],
            verification=given["verification"],
            rank=Rank.PREFERRED if given["is_preferred"] else Rank.NORMAL,
            expires_on=given["expires_on"],
        )

    def _wording(self, name: str) -> Wording:
        tags = [tag for tag, _name in settings.LANGUAGES]
        return Wording(
            {tag: self.cleaned_data[f"{name}_{tag}"] for tag in tags if self.cleaned_data[f"{name}_{tag}"]}
        )


def initial_of(version: FactVersion) -> dict[str, Any]:
    """The form's fields as a version has them."""
    tags = [tag for tag, _name in settings.LANGUAGES]
    themes_had = [*version.themes, "", ""]
    return {
        "kind": version.kind,
        "bearing": version.bearing,
        "value": version.value_printed,
        "unit": version.unit,
        "period": version.period_printed,
        "place": version.place_printed or (str(version.place) if version.place else ""),
        "group": "; ".join(group_label(code) for code in version.groups),
        "group_basis": version.group_basis,
        "theme": themes_had[0],
        "other_theme": themes_had[1],
        "issuer": version.issuer,
        "verification": version.verification,
        "is_preferred": version.rank == Rank.PREFERRED,
        "expires_on": version.expires_on,
        "language": version.language,
        "base": version.pk,
        **{f"statement_{tag}": version.statement.get(tag, "") for tag in tags},
        **{f"limits_{tag}": version.limits.get(tag, "") for tag in tags},
        **{f"reviewed_{tag}": version.translation_mark(tag) == Translation.REVIEWED for tag in tags},
    }


def sources_of(version: FactVersion) -> list[dict[str, Any]]:
    return [
        {
            "title": row.source.title,
            "publisher": row.source.publisher,
            "published": row.source.published_printed,
            "address": row.source.address,
            "locator": row.locator,
            "stance": row.stance,
            "value_printed": row.value_printed,
        }
        for row in version.fact_sources.select_related("source")
    ]
