# 物业前台台账. `make` alone lists what can be made; each target first installs
# from apt what it needs and this machine lacks (see .ci/install).
.DEFAULT_GOAL := help
.PHONY: help run test demo monkey office bench windows wine fresh lint clean

# no_emoji: no colour font in the program. migrated_fynedo: widgets are only
# touched on the window's own goroutine, and Fyne need not check.
export TAGS := migrated_fynedo,no_emoji

help: ## list the targets
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 20

run: ## build and start the program (without a display: play the demo into out/)
	@.ci/start

test: ## lint and all tests; ends with where the time went, the last line counts them
	@.ci/install test
	@.ci/test

demo: ## play a day at the desk through the real window; ledger, workbooks, PDF and screenshots in out/
	@.ci/demo

monkey: ## play at random in the real window for an hour ([SEED=7] [MINUTES=60]); what it finds is left in out/monkey
	@.ci/monkey

bench: ## measure the figures of the README on this machine
	@.ci/bench

office: ## play offices at random for an hour (MINUTES, SEED), and hold the law after every act
	@.ci/office

windows: ## cross-build build/frontdesk.exe with icon and version
	@.ci/windows

wine: ## print from the Windows build under wine into a CUPS queue, and look at what comes out
	@.ci/wine

fresh: ## try `make run` and `make test` on a bare Debian, as root and as a user with sudo (an hour)
	@.ci/fresh

lint: ## formatting, vet, staticcheck, errcheck, complexity
	@.ci/install run
	@.ci/lint

clean: ## remove what was built and played
	rm -rf build out
