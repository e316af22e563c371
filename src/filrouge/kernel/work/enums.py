from django.db import models


class TaskStatus(models.TextChoices):
    OPEN = "open", "à faire"
    DONE = "done", "faite"
    DROPPED = "dropped", "abandonnée"


TRANSITIONS: dict[TaskStatus, set[TaskStatus]] = {
    TaskStatus.OPEN: {TaskStatus.DONE, TaskStatus.DROPPED},
    TaskStatus.DONE: {TaskStatus.OPEN},
    TaskStatus.DROPPED: {TaskStatus.OPEN},
}


class Column(models.TextChoices):
    """Where a task stands on the board."""

    TODO = "todo", "À faire"
    UNDER_WAY = "under_way", "En cours ou en attente"
    DONE = "done", "Faites cette semaine"
