# What one does with this tree. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help tools build format lint test bench generate up down clean

MVN ?= mvn -q -B
BIN := .local/bin
STATE := $(or $(YUNZHI_STATE),.local)
REGO := policy-bundles/src/main/rego policy-bundles/src/test/rego e2e/src/main/resources/dev/yunzhi/e2e/bench/six-rules
SOURCES := $(shell find pom.xml */pom.xml */src/main -type f)
QUICK_TO_START := -XX:TieredStopAtLevel=1
JAVA = java $(QUICK_TO_START) -XX:+UseSerialGC -Dyunzhi.root="$(CURDIR)" \
	-cp "e2e/target/classes:$$(cat e2e/target/classpath)"

help: ## list what can be made
	@awk -F ': .*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

tools: ## build kube-apiserver, etcd, kubectl, helm, opa, Prometheus, promtool and the launcher, once for all clones
	@local-cluster/prerequisites.sh .local/prerequisites
	@local-cluster/build-tools.sh

build: .local/built ## build both programs, without tests

.local/built: $(SOURCES) | tools
	@echo "building Yunzhi"
	@$(MVN) -Dmaven.test.skip=true package
	@touch $@

format: ## put Java, Go and Rego sources into their one form
	$(MVN) spotless:apply
	gofmt -w local-cluster audit/src/test/go
	$(BIN)/opa fmt --write $(REGO)

lint: tools ## check form, Error Prone, go vet, Rego and the chart
	$(MVN) spotless:check
	rm -rf */target/classes */target/test-classes # javac warns of what it compiles, and of nothing else
	$(MVN) -Plint -DskipTests test-compile
	test -z "$$(gofmt -l local-cluster audit/src/test/go)"
	cd local-cluster && go vet ./...
	cd audit/src/test/go && go vet ./...
	for script in local-cluster/*.sh .ci/run; do bash -n $$script || exit 1; done
	$(BIN)/opa fmt --fail --list $(REGO)
	$(BIN)/opa check --strict $(REGO)
	$(BIN)/helm lint --strict --quiet helm/yunzhi

generate: tools ## make the generated files anew
	$(MVN) -pl api test-compile exec:java
	$(MVN) -pl policy-bundles process-classes exec:java@policy-pages

test: build ## run every test
	cd local-cluster && go test ./...
	mvn -B verify

bench: QUICK_TO_START :=
bench: build ## run the benchmarks, or one of them: ONLY=name
	@$(JAVA) dev.yunzhi.e2e.bench.Benchmarks $(ONLY)

up: build ## start everything and show the demonstration (DEMO=0: without it; LOCAL=0: on your own cluster)
	@$(JAVA) dev.yunzhi.e2e.demo.Up

down: ## end everything that runs, keep its data
	@for part in tenant-operator control-plane postgres cluster; do \
		if [ -d "$(STATE)/$$part" ]; then $(BIN)/local-cluster stop --dir "$(STATE)/$$part" || exit 1; fi; done

clean: down ## remove the data and what was built in this tree; the tools stay in the cache
	rm -rf .local
	$(MVN) clean
