"""argparse speaks French. It asks gettext for its sentences, and Python ships no French catalogue for them."""

import argparse

SENTENCES = {
    "usage: ": "utilisation : ",
    "options": "options\N{NO-BREAK SPACE}",  # argparse adds the colon
    "positional arguments": "arguments\N{NO-BREAK SPACE}",
    "show this help message and exit": "affiche cette aide",
    "%(prog)s: error: %(message)s\n": "%(prog)s : erreur : %(message)s\n",
    "argument %(argument_name)s: %(message)s": "argument %(argument_name)s : %(message)s",
    "the following arguments are required: %s": "il manque : %s",
    "one of the arguments %s is required": "il faut l’un de ces arguments : %s",
    "unrecognized arguments: %s": "arguments inconnus : %s",
    "not allowed with argument %s": "ne va pas avec l’argument %s",
    "ambiguous option: %(option)s could match %(matches)s": "option ambiguë : %(option)s peut vouloir dire %(matches)s",
    "expected one argument": "il faut une valeur",
    "expected at most one argument": "une valeur au plus",
    "expected at least one argument": "il faut au moins une valeur",
    "ignored explicit argument %r": "cette option ne prend pas de valeur (%r)",
    "invalid %(type)s value: %(value)r": "valeur incorrecte : %(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)": "choix inconnu : %(value)r (au choix : %(choices)s)",
    "can't open '%(filename)s': %(error)s": "impossible d’ouvrir « %(filename)s » : %(error)s",
}


def translate(sentence: str) -> str:
    return SENTENCES.get(sentence, sentence)


def translate_number(one: str, many: str, number: int) -> str:
    if many == "expected %s arguments":
        return "il faut %s valeurs" if number > 1 else "il faut %s valeur"
    return one if number == 1 else many


def speak_french() -> None:
    module = vars(argparse)
    module["_"], module["ngettext"] = translate, translate_number
