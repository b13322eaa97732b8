# To be read by the scripts beside it: what makes packages the same whenever and by whomever they are made.

# The build's own time, which the jar's entries carry too; tar, dpkg-deb and the JDK take it.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(date -u -d "$(sed -n 's/.*outputTimestamp>\(.*\)<.*/\1/p' pom.xml)" +%s)}
export SOURCE_DATE_EPOCH

# All below a folder with one owner, one time, and modes that do not depend on the umask.
level() {
    chmod -R u=rwX,go=rX "$1"
    find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

# tar_of FOLDER NAME: an archive of NAME in FOLDER, to stdout.
tar_of() {
    tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -C "$1" -cf - "$2"
}

# pack FOLDER NAME FILE.tar.gz
pack() {
    level "$1/$2"
    tar_of "$1" "$2" | gzip -n >"$3"
}

# The newest JDK here that has jlink; the packages' runtime is made of it.
newest_jdk() {
    for jlink in "${JAVA_HOME:-/nowhere}"/bin/jlink /usr/lib/jvm/*/bin/jlink /opt/*/bin/jlink "$HOME"/.sdkman/candidates/java/*/bin/jlink; do
        if [ -x "$jlink" ]; then
            echo "$("$jlink" --version | cut -d . -f 1) $(dirname "$(dirname "$jlink")")"
        fi
    done | sort -n | tail -n 1 | cut -d ' ' -f 2-
}
