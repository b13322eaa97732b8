#!/bin/sh
# Makes a Debian package of a tree with its runtime.
#
#   scripts/deb.sh TREE VERSION ARCH FILE.deb          XZ_LEVEL=1 takes a quarter of the time, and a tenth more room
set -eu
cd "$(dirname "$0")/.."
. scripts/pack.sh
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

mkdir "$root/DEBIAN"
cp -a "$1" "$root/usr"
rm "$root/usr/README.md"
mv "$root/usr/share/doc/junretsu/LICENSE" "$root/usr/share/doc/junretsu/copyright"
mv "$root/usr/share/zsh/site-functions" "$root/usr/share/zsh/vendor-completions"
mkdir -p "$root/etc/junretsu"
cat >"$root/DEBIAN/control" <<END
Package: junretsu
Version: $2
Architecture: $3
Maintainer: junretsu <junretsu@localhost>
Installed-Size: $(du -sk "$root/usr" | cut -f 1)
Depends: libc6 (>= 2.17)
Section: net
Priority: optional
Description: counts what a live crowd does
 Servers that count votes, unique numbers and items, factor numbers in fair
 turns and keep accounts, and a load generator that proves what arrived.
 It brings its own Java runtime.
END
for script in postinst prerm postrm; do
    cp "src/dist/debian/$script" "$root/DEBIAN/"
done
level "$root"
chmod 755 "$root"/DEBIAN/p*
# With as many threads as there are cores the bytes differ; before 1.21.9 that cannot be said.
threads=$(dpkg-deb --help | sed -n 's/.*\(--threads-max\)=.*/\1=1/p')
# shellcheck disable=SC2086
dpkg-deb --root-owner-group -Zxz -z"${XZ_LEVEL:-6}" $threads --build "$root" "$4" >/dev/null
