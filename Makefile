.PHONY: demo test soak bench bench-long docs screenshots dist trial install classes format build clean

PREFIX = /usr/local
bench bench-long: export BUILT = 1

demo: build ## starts a server, loads it for seven seconds, checks the count; HOLD=1 keeps its page open
	scripts/demo.sh $(HOLD)

test: ## runs every test; installs what they need
	scripts/need.sh redis-server=redis-server mariadbd=mariadb-server-core
	scripts/need.sh strace=strace gp=pari-gp chromium=chromium chromedriver=chromium-driver || echo "the tests that need it are skipped"
	mvn -B -ntp verify

soak: ## kills, floods and bad bodies of items, jobs and users for most of an hour, as the tests do for seconds
	mvn -B -ntp verify -Djunretsu.soak=true -Djunretsu.lines=1000000 -Dtest=RequestParserTest -Dit.test='StageIT,Items*IT,Jobs*FaultsIT,JobsFairnessIT,FactoringIT,LocalUsersKillIT,ServerKillIT,UsersFaultsIT,UsersLineCheckIT,Kernel*IT,XdpProgramIT'

bench: build ## measures what is quick, into bench/results (three quarters of an hour)
	scripts/need.sh cc=gcc clang=clang curl=curl redis-server=redis-server redis-cli=redis-tools
	bench/all.sh bench/votes.sh bench/flush.sh bench/footprint.sh bench/receiver.sh bench/sweep.sh bench/scaling.sh \
		bench/kernel.sh bench/numbers.sh bench/lines.sh bench/viewers.sh bench/crowd.sh bench/screen.sh bench/json.sh \
		bench/items.sh bench/items-set.sh bench/items-redis.sh bench/factor.sh bench/peers.sh

bench-long: build ## measures the others: many nodes, jobs, users (three hours)
	bench/all.sh bench/kills.sh bench/items-pauses.sh bench/jobs.sh bench/jobs-redis.sh bench/jobs-million.sh \
		bench/nodes.sh bench/hash.sh 'USERS=10m TOPICS="logins random connections fresh open" bench/users.sh' \
		'USERS=10m TOPICS=database REPORT=users-mariadb bench/users.sh'

docs: ## writes docs/FLAGS.md and docs/METRICS.md anew from the source
	mvn -q -B -ntp test -Dtest=ReferenceTest -Djunretsu.docs.write=true

screenshots: build ## takes the README's pictures and its animation into docs/
	scripts/need.sh chromium=chromium chromedriver=chromium-driver curl=curl img2webp=webp
	scripts/screenshots.sh

dist: build ## packs archives, a Debian package and an image into dist/, with checksums
	scripts/dist.sh

trial: dist ## installs, uses and removes the Debian package on a bare Debian without Java (root, debootstrap, 4 minutes)
	scripts/need.sh debootstrap=debootstrap
	scripts/chroot-trial.sh

install: build ## installs with a runtime of its own below PREFIX
	ONLY=linux scripts/dist.sh
	scripts/install.sh $(PREFIX)

classes: build ## lists anew the classes that a packed runtime keeps ready
	scripts/classes.sh

format: ## formats the source
	mvn -q -B -ntp spotless:apply

build: ## leaves junretsu.jar here
	./build.sh

clean:
	mvn -q -B clean
	rm -rf junretsu.jar dist
