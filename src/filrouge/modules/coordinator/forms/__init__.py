from filrouge.modules.coordinator.forms.time import EntryForm, MonthForm, StopForm, WorkForm

__all__ = ["EntryForm", "MonthForm", "StopForm", "WorkForm"]
