.PHONY: demo test bench dist format build clean

demo: build ## starts a server, loads it for five seconds, checks the count
	scripts/demo.sh

test: ## runs every test; installs what they need
	scripts/need.sh redis-server=redis-server strace=strace
	mvn -B -ntp verify

bench: ## measures, into bench/results
	bench/votes.sh
	bench/flush.sh
	bench/footprint.sh
	bench/receiver.sh
	bench/sweep.sh
	bench/scaling.sh
	bench/peers.sh

dist: build ## packs dist/junretsu-VERSION.tar.gz
	scripts/dist.sh

format: ## formats the source
	mvn -q -B -ntp spotless:apply

build: ## leaves junretsu.jar here
	./build.sh

clean:
	mvn -q -B clean
	rm -rf junretsu.jar dist
