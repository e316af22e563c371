"""What was typed with each year and is now a setting: kept where it differs from the national value."""

from datetime import date
from fractions import Fraction

from django.db import migrations

from filrouge.kernel.tenancy.migrating import each_organisation

RATES = {"national_c2s_rate": ("aci_rates.c2s", "7.5"), "national_ame_rate": ("aci_rates.ame", "0.4")}
WHY = "Repris de ce qui était saisi avec l’année"


def forward(apps, schema_editor):
    Inputs, Settings = (apps.get_model("aci", name) for name in ("YearInputs", "YearSettings"))
    for organisation in each_organisation(apps, schema_editor):
        for row in Inputs.objects.filter(organisation=organisation):
            found = taken_from(row.facts, row.year)
            row.save(update_fields=["facts"])
            if found:
                Settings.objects.create(organisation=organisation, year=row.year, why=WHY, **found)


def taken_from(facts, year):
    values = {}
    for key, (name, national) in RATES.items():
        typed = facts.pop(key, national)
        if Fraction(typed) != Fraction(national):
            values[name] = typed
    facts.pop("truncate_rcp_rate", None)
    found = {"values": values} if values else {}
    system = facts.get("information_system", {})
    for name, typed in (
        ("contract_starts_on", facts.pop("contract_prorata", "1")),
        ("software_since", system.pop("prorata", "1")),
    ):
        if 0 < Fraction(typed) < 1:
            found[name] = day_of(Fraction(typed), year)
    return found


def day_of(share, year):
    """The day that gives the nearest part of the year."""
    last = date(year, 12, 31)
    days = round(share * last.timetuple().tm_yday)
    return date.fromordinal(last.toordinal() - max(days, 1) + 1)


class Migration(migrations.Migration):
    dependencies = [("aci", "0005_settings_of_a_year")]

    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
