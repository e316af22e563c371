"""Invented names, as mixed as teams are. Any likeness is chance."""

FIRST_NAMES = (
    "Élodie", "Karim", "Anne-Laure", "Yann", "Fatou", "Benoît", "Inès", "Guillaume", "Maëlle", "Thierry", "Aïcha",
    "Romain", "Solène", "Mehdi", "Catherine", "Loïc", "Nour", "Sébastien", "Apolline", "Idriss", "Véronique", "Hugo",
    "Leïla", "Pascal", "Clémence", "Amadou", "Sandrine", "Théo", "Mariam", "Arnaud", "Océane", "Rachid", "Florence",
    "Dylan", "Samira", "Étienne", "Gwenaëlle", "Moussa", "Nathalie", "Bastien", "Lucie", "Farid", "Hélène", "Jérémy",
    "Kadiatou", "Vincent", "Manon", "Olivier", "Zoé", "Tristan", "Émeline", "Ousmane", "Brigitte", "Corentin", "Salomé",
    "Nadir", "Josiane", "Axel",
)  # fmt: skip
LAST_NAMES = (
    "Aubrespin", "Belkhodja", "Cazalmont", "Delvoix", "Essombal", "Farguevel", "Guilvinard", "Haddouchi", "Issartine",
    "Jaubertin", "Kervadec-Loz", "Lamourdière", "Mbayélo", "Nogarède", "Oulhadjian", "Pélissonnier", "Quintreval",
    "Roubaudière", "Sarrazelle", "Tournebise", "Ubertalli", "Vauquelard", "Weymerskirch", "Yahiaten", "Zellerand",
    "Ardouinel", "Bonnefoux-Rey", "Chastanier", "Dembarrère", "Estanove", "Fontanelli", "Grandclair", "Houdemont",
    "Izarnot", "Jolivandre", "Konatélé", "Le Braouézec", "Malaviolle", "Nguyendal", "Ostrowiecka", "Puechmaille",
    "Querrévin", "Rossignand", "Souleymandé", "Trevignac", "Urrutibel", "Verdalle", "Wanecquet", "Ysambard",
    "Zouaghi-Pons", "Abrivard", "Bouzidane", "Coatanlem", "Dufresnoy", "Escoubès", "Fauvergue", "Gauchenot",
    "Hervagault",
)  # fmt: skip
