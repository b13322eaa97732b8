#!/bin/sh
# Writes an OCI image layout (image-spec 1.1) of a tree with its runtime, without a daemon: one layer, which holds the tree, the C library
# that the runtime needs, and nothing else, not even a shell.
#
#   scripts/oci.sh TREE VERSION ARCH FILE.tar
set -eu
cd "$(dirname "$0")/.."
. scripts/pack.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
home=usr/lib/junretsu

mkdir -p "$root/usr/lib" "$root/etc" "$root/tmp" "$root/data" "$root/proc" "$root/sys" "$root/dev" "$root/usr/share/doc"
cp -a "$1/lib/junretsu" "$root/usr/lib/"
cp -a "$1/share/doc/junretsu" "$root/usr/share/doc/"
rm -r "$root/usr/share/doc/junretsu/docs" "$root/usr/share/doc/junretsu/bench" "$root/usr/share/doc/junretsu/deploy"
echo 'junretsu:x:65532:65532:junretsu:/data:/usr/sbin/nologin' >"$root/etc/passwd"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
# What the runtime's own libraries are linked to, and what looks up names, in the folders in which the linker looks; nobody sees
# windows there, so nothing of X11.
find "$root/$home/runtime" \( -name '*.so' -o -path '*/bin/java' \) ! -name '*awt_x*' ! -name '*jawt*' ! -name '*splash*' | xargs -n 1 ldd 2>/dev/null |
    sed -n -e 's/.*=> \(\/lib[^ ]*\) .*/\1/p' -e 's/^\t\(\/lib[^ ]*\) .*/\1/p' | sort -u |
    while read -r library; do
        mkdir -p "$root$(dirname "$library")"
        cp -L "$library" "$root$library"
    done
level "$root"
chmod 1777 "$root/tmp"

mkdir -p "$work/image/blobs/sha256"
blob() {
    digest=$(sha256sum "$1" | cut -d ' ' -f 1)
    mv "$1" "$work/image/blobs/sha256/$digest"
    echo "$digest"
}
size() {
    stat -c %s "$work/image/blobs/sha256/$1"
}
created=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
# /data belongs to the user that the server runs as.
tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --exclude=./data -C "$root" -cf "$work/layer" .
tar --mtime="@$SOURCE_DATE_EPOCH" --owner=65532 --group=65532 --numeric-owner -C "$root" -rf "$work/layer" ./data
diff=$(sha256sum "$work/layer" | cut -d ' ' -f 1)
gzip -n "$work/layer"
layer=$(blob "$work/layer.gz")
cat >"$work/config" <<END
{"created":"$created","architecture":"$3","os":"linux","config":{"User":"65532:65532","WorkingDir":"/data","Volumes":{"/data":{}},
"Entrypoint":["/$home/runtime/bin/java","-XX:+UnlockDiagnosticVMOptions","-XX:ArchiveRelocationMode=0","-XX:SharedArchiveFile=/$home/junretsu.jsa","-Xlog:cds=off","-Xlog:aot=off","-XX:+UseSerialGC","-Xms8m","-jar","/$home/junretsu.jar"],
"Cmd":["serve","--http","*:8080"],"ExposedPorts":{"9999/udp":{},"8080/tcp":{}},"StopSignal":"SIGTERM",
"Labels":{"org.opencontainers.image.title":"junretsu","org.opencontainers.image.version":"$2","org.opencontainers.image.licenses":"Apache-2.0"}},
"rootfs":{"type":"layers","diff_ids":["sha256:$diff"]},"history":[{"created":"$created","created_by":"scripts/oci.sh"}]}
END
config=$(blob "$work/config")
cat >"$work/manifest" <<END
{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
"config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:$config","size":$(size "$config")},
"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"sha256:$layer","size":$(size "$layer")}]}
END
manifest=$(blob "$work/manifest")
echo '{"imageLayoutVersion":"1.0.0"}' >"$work/image/oci-layout"
cat >"$work/image/index.json" <<END
{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json",
"digest":"sha256:$manifest","size":$(size "$manifest"),"platform":{"architecture":"$3","os":"linux"},
"annotations":{"org.opencontainers.image.ref.name":"$2"}}]}
END
level "$work/image"
tar_of "$work/image" . >"$4"
