.PHONY: demo test fast check messages bench ci
demo:
	python3 run.py demo
test:
	python3 run.py test
fast:
	python3 run.py test --fast
check:
	python3 run.py check
messages:
	python3 run.py messages
bench:
	python3 run.py bench
ci:
	bash .ci/run
