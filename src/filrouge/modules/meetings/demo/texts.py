"""What the demonstration teams talk about. Invented; no patient, no real person."""

from __future__ import annotations

NOTES = {
    "team": (
        "Le nouveau secrétariat téléphonique est en place depuis deux semaines.\n\n"
        "- moins d’appels perdus le matin\n- le créneau de 13 h reste difficile\n- un point est prévu dans un mois",
        "Présentation de la campagne de vaccination. Les affiches sont arrivées ; chacun en prend pour son cabinet.",
        "Bilan des soins non programmés : deux créneaux par jour et par médecin, presque toujours pris.\n\n"
        "L’équipe souhaite garder le même partage jusqu’à l’été.",
        "Le local à vélos est prêt. Les badges sont à retirer au secrétariat.",
    ),
    "rcp": (
        "Quatre situations examinées, toutes retrouvées dans le logiciel partagé :\n\n"
        "- plaie chronique, suivi infirmier et médical\n- retour à domicile après hospitalisation\n"
        "- chutes répétées, adaptation du logement\n- renouvellement de traitement à sécuriser",
        "Trois situations examinées. Le plan personnalisé est écrit dans le dossier partagé par le médecin traitant.",
        "Cinq situations, dont deux avec le pharmacien pour la conciliation des traitements.",
    ),
    "bureau": (
        "Trésorerie saine. L’avance de l’année est arrivée ; le solde est attendu au printemps.",
        "Deux devis reçus pour la maintenance informatique, écart de 18 %.",
        "Le renouvellement de l’assurance des locaux arrive dans deux mois.",
    ),
    "working_group": (
        "Relecture du protocole, étape par étape. Le repérage est clair ; le suivi à trois mois est à préciser.",
        "Le logigramme est validé. Il reste à écrire la fiche remise au patient.",
        "Retour de terrain : la grille est trop longue, le groupe la ramène à une page.",
    ),
    "steering": (
        "Douze ateliers tenus sur quinze, 96 participants.\n\n- satisfaction moyenne : 8,7 sur 10\n- budget tenu",
        "Le financeur demande un bilan intermédiaire. Les indicateurs sont à jour.",
    ),
}
DECISIONS = {
    "team": (
        ("Garder deux créneaux de soins non programmés par jour et par médecin", "Demande stable, délais acceptables"),
        ("Fermer le secrétariat le 24 décembre à 16 h", ""),
        ("Afficher les horaires d’été à l’accueil dès le 15 juin", "Moins d’appels inutiles"),
        ("Adhérer au groupement de commandes de la fédération", "Économie estimée à 900 € par an"),
    ),
    "rcp": (
        ("Tenir la prochaine RCP avec le pharmacien", "Conciliation des traitements"),
        ("Écrire la synthèse dans le dossier partagé sous huit jours", ""),
    ),
    "bureau": (
        ("Retenir le second devis de maintenance informatique", "Délai d’intervention de quatre heures"),
        ("Indemniser la rédaction de protocole au forfait voté en assemblée", ""),
        ("Renouveler l’assurance des locaux aux mêmes garanties", "Tarif inchangé"),
    ),
    "working_group": (
        ("Valider la version 2 du protocole", "Retours de terrain intégrés"),
        ("Tester la fiche auprès de dix personnes avant diffusion", ""),
    ),
    "steering": (
        ("Prolonger l’action de trois ateliers", "Liste d’attente"),
        ("Envoyer le bilan intermédiaire avant la fin du mois", "Demande du financeur"),
    ),
}
TASKS = {
    "team": ("Relancer l’éditeur du logiciel", "Mettre à jour l’affiche des horaires", "Commander les affiches"),
    "rcp": ("Prévenir l’infirmière coordinatrice du service", "Inviter le pharmacien à la prochaine RCP"),
    "bureau": (
        "Signer le devis retenu",
        "Demander trois devis pour le nettoyage",
        "Transmettre les pièces au comptable",
    ),
    "working_group": ("Écrire la fiche remise au patient", "Relire la bibliographie", "Mettre le protocole en ligne"),
    "steering": ("Rédiger le bilan intermédiaire", "Réserver la salle des fêtes"),
}
TITLES = {
    "rcp": ("RCP plaies et cicatrisation", "RCP maintien à domicile", "RCP polymédication", "RCP douleurs chroniques"),
    "working_group": ("Groupe protocole pied diabétique", "Groupe chutes", "Groupe vaccination", "Groupe accueil"),
    "steering": ("COPIL prévention des chutes", "COPIL santé mentale des jeunes"),
}
