# What one does with this tree. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help tools format lint test generate down clean

MVN ?= mvn -q -B

help: ## list what can be made
	@awk -F ': .*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

tools: ## build kube-apiserver, etcd, kubectl, helm, opa and the launcher, once for all clones
	@local-cluster/prerequisites.sh .local/prerequisites
	@local-cluster/build-tools.sh

format: ## put Java and Go sources into their one form
	$(MVN) spotless:apply
	gofmt -w local-cluster

lint: ## check form, Error Prone, go vet, shell scripts
	$(MVN) spotless:check
	$(MVN) -Plint -DskipTests test-compile
	test -z "$$(gofmt -l local-cluster)"
	cd local-cluster && go vet ./...
	for script in local-cluster/*.sh .ci/run; do bash -n $$script || exit 1; done

generate: tools ## make the generated files anew
	$(MVN) -pl api -DskipTests process-classes
	$(MVN) -pl policy-bundles process-classes exec:java@policy-pages

test: tools ## run every test
	cd local-cluster && go test ./...
	$(MVN) verify

down: ## end everything that runs, keep its data
	@if [ -x .local/bin/local-cluster ]; then \
		for directory in .local/*/; do .local/bin/local-cluster stop --dir "$$directory" || exit 1; done; \
	fi

clean: down ## remove the data and what was built in this tree; the tools stay in the cache
	rm -rf .local
	$(MVN) clean
