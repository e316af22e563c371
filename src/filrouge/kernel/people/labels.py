"""What the timeline says of people and groups."""

TIMELINE_LABELS = {
    "people.added": "a ajouté {name}",
    "people.changed": "a modifié la fiche de {name} : {fields}",
    "people.deleted": "a supprimé la fiche de {name}",
    "people.merged": "a fusionné la fiche de {other} avec celle de {name}",
    "people.engaged": "a noté {name} : {status} depuis le {day}",
    "people.engagement_ended": "a mis fin au lien de {name} ({status}) le {day}",
    "people.engagement_removed": "a retiré le lien de {name} ({status}, depuis le {day})",
    "people.responsible": "a confié à {name} : {kind}, depuis le {day}",
    "people.responsibility_ended": "a mis fin à la responsabilité de {name} ({kind}) le {day}",
    "people.left": "a enregistré le départ de {name}, le {day}",
    "people.departure_undone": "a annulé le départ de {name}",
    "people.erased": "a effacé les données personnelles d’une fiche",
    "people.group_created": "a créé le groupe « {name} »",
    "people.group_changed": "a modifié le groupe « {name} »",
    "people.group_closed": "a clos le groupe « {name} » le {day}",
    "people.group_reopened": "a rouvert le groupe « {name} »",
    "people.members_added": "a ajouté au groupe « {group} » : {names}",
    "people.member_removed": "a noté la sortie de {name} du groupe « {group} », le {day}",
    "people.imported": "a importé « {source} » : {created}, {changed}",
    "people.import_undone": "a annulé l’import de « {source} »",
}
