# For the scripts that measure the builds of small crates.

# new_crate FOLDER DEPENDENCIES LOCK: creates a crate with the name of its folder and a copy of a `Cargo.lock`; its
# program is read from standard input.
new_crate() {
    mkdir -p "$1/src"
    printf '[package]\nname = "%s"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n%s\n' "${1##*/}" "$2" \
        >"$1/Cargo.toml"
    cat >"$1/src/main.rs"
    cp "$3" "$1/Cargo.lock"
}
