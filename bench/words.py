"""French words of a primary-care team, to fill pages that weigh what real ones weigh. No patient, no real person."""

from __future__ import annotations

FIRST_NAMES = (
    "Camille", "Anne", "Yann", "Sophie", "Malik", "Claire", "Hugo", "Fatou", "Julien", "Inès", "Paul", "Nadia",
    "Luc", "Mathilde", "Omar", "Jeanne", "Victor", "Salomé", "Thomas", "Aïcha",
)  # fmt: skip
LAST_NAMES = (
    "Morel", "Le Goff", "Bernard", "Diallo", "Girard", "Perrin", "Chevalier", "Benali", "Lambert", "Rousseau",
    "Fontaine", "Nguyen", "Marchand", "Colin", "Barbier", "Renaud", "Leclerc", "Da Silva", "Guérin", "Masson",
    "Charpentier", "Aubert", "Roche", "Picard", "Vasseur", "Lemoine", "Hamon", "Prévost", "Maillard", "Tessier",
)  # fmt: skip
PROFESSIONS = (
    "gp", "nurse", "physio", "gp", "nurse", "pharmacist", "midwife", "dentist", "speech", "podiatrist", "nurse", "gp",
    "psychologist", "dietician", "secretary", "assistant_medical", "social", "ipa",
)  # fmt: skip
GROUPS = (
    "Équipe", "Bureau", "Plaies et cicatrisation", "Maintien à domicile", "Pied diabétique", "Vaccination",
    "Prévention des chutes", "Santé mentale des jeunes", "Soins non programmés", "Accueil", "Usagers",
    "Système d’information",
)  # fmt: skip
TOPICS = (
    "RCP plaies et cicatrisation", "RCP maintien à domicile", "Réunion d’équipe", "Bureau et gérance",
    "Groupe protocole pied diabétique", "COPIL prévention des chutes", "RCP polymédication", "Groupe vaccination",
    "Dialogue de gestion", "RCP douleurs chroniques", "COPIL santé mentale des jeunes", "Groupe accueil et secrétariat",
    "Retour d’expérience", "Soins non programmés", "Comité d’usagers", "Formation pansements",
)  # fmt: skip
ITEMS = (
    "Approbation du compte rendu précédent", "Tour des nouvelles et arrivées", "Suites des décisions",
    "Campagne de vaccination", "Bilan des soins non programmés", "Situations examinées", "Budget et dépenses à valider",
    "Organisation du secrétariat", "Relecture du protocole", "Lien avec l’hôpital et la CPTS", "Locaux et matériel",
    "Accueil des étudiants", "Logiciel partagé et messagerie", "Atelier d’éducation thérapeutique", "Prochaine date",
)  # fmt: skip
PLACES = ("Salle du bas", "Salle de réunion, 1er étage", "Pôle Santé, rue des Tilleuls", "Mairie annexe", "À distance")
SENTENCES = (
    "Le nouveau secrétariat téléphonique est en place depuis deux semaines et les appels perdus diminuent.",
    "Présentation de la campagne de vaccination : les affiches sont arrivées, chacun en prend pour son cabinet.",
    "Deux créneaux par jour et par médecin sont réservés aux soins non programmés, presque toujours pris.",
    "L’équipe souhaite garder le même partage jusqu’à l’été, puis refaire le point.",
    "Quatre situations examinées, toutes retrouvées dans le logiciel partagé.",
    "Le retour à domicile après hospitalisation demande un passage infirmier dès le premier jour.",
    "La grille de repérage des chutes est trop longue ; le groupe la ramène à une page.",
    "Le logigramme est validé. Il reste à écrire la fiche remise à la personne.",
    "Trésorerie saine : l’avance de l’année est arrivée, le solde est attendu au printemps.",
    "Deux devis reçus pour la maintenance informatique, avec un écart de dix-huit pour cent.",
    "Douze ateliers tenus sur quinze, avec une satisfaction moyenne de huit et demi sur dix.",
    "Le financeur demande un bilan intermédiaire ; les indicateurs sont à jour.",
    "La pharmacie propose une conciliation des traitements à la sortie de l’hôpital.",
    "Le kinésithérapeute rappelle l’intérêt d’adapter le logement avant le retour.",
    "La prochaine rencontre avec la communauté professionnelle portera sur les délais d’imagerie.",
    "Les étudiants arrivent en mai : deux bureaux sont à partager le mardi et le jeudi.",
    "Le protocole pied diabétique est clair sur le repérage ; le suivi à trois mois est à préciser.",
    "Les usagers demandent une meilleure signalétique et un banc devant l’entrée.",
    "Le plan personnalisé est écrit dans le dossier partagé par le médecin traitant.",
    "La diététicienne peut prendre deux nouvelles personnes par semaine à partir de la rentrée.",
    "La sage-femme propose une consultation de prévention le premier jeudi du mois.",
    "Le podologue signale des chaussures inadaptées chez plusieurs personnes suivies pour leur diabète.",
    "Le compte rendu d’imagerie arrive encore par courrier ; le secrétariat relance le centre.",
    "L’infirmière en pratique avancée suit désormais quarante personnes, avec un avis médical chaque semaine.",
    "Le dentiste rappelle qu’un bilan bucco-dentaire est souhaitable avant certains traitements.",
    "Le chauffage de la salle d’attente est réparé ; la facture est transmise au comptable.",
    "La convention avec l’association sportive est signée pour une année, renouvelable.",
    "Le groupe relit les critères d’alerte : essoufflement, prise de poids, fatigue inhabituelle.",
    "Une matinée sans rendez-vous est essayée le lundi pendant deux mois.",
    "L’orthophoniste présente le repérage des troubles du langage à l’entrée en maternelle.",
    "La messagerie sécurisée est utilisée par tous, sauf pour les photographies de plaies.",
    "Le bilan des stages est bon ; deux internes souhaitent revenir en remplacement.",
    "La psychologue ouvre trois créneaux pour les adolescents, adressés par le médecin traitant.",
    "Les horaires de la permanence du samedi sont affichés et partagés avec la régulation.",
    "La collecte des médicaments inutilisés est organisée avec la pharmacie chaque trimestre.",
    "L’assistante sociale aide aux dossiers d’autonomie ; les demandes passent par le secrétariat.",
    "Le protocole de suivi des anticoagulants est relu avec le laboratoire du secteur.",
    "Une plainte a été reçue au sujet de l’attente ; une réponse est préparée par la gérance.",
    "Le rapport d’activité sera présenté à l’assemblée générale du printemps.",
    "La maison voisine propose une formation commune sur les gestes d’urgence.",
)
DECISIONS = (
    "Garder deux créneaux de soins non programmés par jour et par médecin",
    "Retenir le second devis de maintenance informatique",
    "Valider la version 2 du protocole pied diabétique",
    "Afficher les horaires d’été à l’accueil dès le mois de juin",
    "Tenir la prochaine RCP avec le pharmacien",
    "Prolonger l’action de prévention des chutes de trois ateliers",
)
TASKS = (
    "Relancer l’éditeur du logiciel partagé", "Commander les affiches de vaccination", "Écrire la fiche remise",
    "Demander trois devis pour le nettoyage", "Inviter le pharmacien à la prochaine RCP", "Réserver la salle des fêtes",
    "Transmettre les pièces au comptable", "Rédiger le bilan intermédiaire", "Relire la bibliographie du protocole",
    "Mettre à jour l’affiche des horaires",
)  # fmt: skip
