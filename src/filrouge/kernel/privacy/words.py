"""Words that begin with a capital after a title and name nobody, or name somebody at work. Written without
accents."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# May begin a name (Le Goff, de La Tour) or an office (Madame La Présidente): the next word decides.
PARTICLES = _set("le la les de du des d' d’ van von der den ben bin el al da dos di")

# After « Monsieur », « Madame », « le patient »: an office, a placeholder, a start of sentence.
NOT_NAMES = _set(
    """
    president presidente vice-president vice-presidente maire adjoint adjointe directeur directrice prefet prefete
    sous-prefet sous-prefete senateur senatrice depute deputee ministre recteur rectrice docteur dr dre professeur
    pr pre maitre me coordinateur coordinatrice coordonnateur coordonnatrice gerant gerante tresorier tresoriere
    secretaire delegue deleguee conseiller conseillere inspecteur inspectrice proviseur proviseure principal
    principale procureur juge untel unetel x xx xxx y yy z nom prenom anonyme lambda madame monsieur mme
    mademoiselle mesdames messieurs un une et ou qui que est sont sera doit peut
    """
)

# Capitalised words that follow « patient », « résident », « usager » without being a name.
AFTER_PATIENT = _set(
    """
    alzheimer parkinson crohn asalee covid covid-19 expert experte experts partenaire ressource traceur diabete
    diabetique insuffisant weda doctolib medistory axisante hellodoc ald bpco hta avc mt rcp etp ehpad had ssiad
    cpam dac samu ide idel ipa apa msp cpts ars aci cnam smr usld soins france sante inr imc vih vhc
    """
)

# « dossier patient Weda », « comité des usagers … »: the word before makes it a thing.
BEFORE_PATIENT = _set(
    """
    dossier dossiers parcours espace information informations satisfaction education comite label portail
    questionnaire questionnaires experience forum accueil association associations journee fiche fiches livret
    commission identite fichier identifiant suivi application logiciel secteur representant representante
    representants charte
    """
)

# « rue Madame de Sévigné », « taille M Nitrile », « école Mademoiselle … »: a place or a size.
BEFORE_TITLE = _set(
    """
    rue avenue boulevard place allee impasse chemin quai square ecole college lycee gymnase salle residence stade
    hopital clinique institut amphitheatre parc taille gants vitamine niveau lot serie ligne option groupe plan type
    """
)

# After the name, in brackets or behind a comma: the person is there by their work.
WORK_AFTER = _set(
    """
    medecin infirmier infirmiere ide idel ipa asalee kinesitherapeute masseur-kinesitherapeute
    masseuse-kinesitherapeute masseur masseuse kine pharmacien pharmacienne orthophoniste orthoptiste podologue
    pedicure pedicure-podologue sage-femme dentiste chirurgien-dentiste chirurgienne-dentiste psychologue
    dieteticien dieteticienne ergotherapeute psychomotricien psychomotricienne osteopathe biologiste assistant
    assistante secretaire coordinateur coordinatrice coordonnateur coordonnatrice directeur directrice cadre
    president presidente maire adjoint adjointe elu elue conseiller conseillere delegue deleguee charge chargee chef
    cheffe responsable referent referente representant representante gerant gerante tresorier tresoriere comptable
    expert-comptable experte-comptable avocat avocate notaire architecte animateur animatrice formateur formatrice
    stagiaire interne etudiant etudiante educateur educatrice enseignant enseignante technicien technicienne
    ingenieur ingenieure commercial commerciale consultant consultante juriste mediateur mediatrice gestionnaire
    agent benevole vice-president vice-presidente professeur docteur
    ars cpam cnam msa cpts dac msp sisa femas avecsante urps samu smur had ssiad ehpad chu ch hopital clinique mairie
    departement region prefecture agence banque association societe cabinet pharmacie laboratoire editeur ccas conseil
    communaute syndicat federation ordre universite faculte lycee college ecole
    """
)
