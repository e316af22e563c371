# Everything is in ./go (standard library only), so that it also works where make is missing: ./go help
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help run test check fix bench lock wheel

help run test check fix bench lock wheel:
	@$(PYTHON) ./go $@ $(ARGS)
