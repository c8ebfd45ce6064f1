#!/bin/sh
# Makes .venv, or the environment that VENV names, hold exactly what hashed requirements files list, and this package as an
# editable install.
#   scripts/setup.sh requirements/runtime.txt
#   VENV=.venv-validation scripts/setup.sh requirements/validation.txt
#   scripts/setup.sh --uv     prints the uv to use, installing one in .venv-tools where the machine has none
# PYTHON=/path/to/python chooses the interpreter.
set -eu
venv=${VENV:-.venv}

fail() {
    echo "setup: $*" >&2
    exit 2
}

# The pose model has wheels for these versions only.
suits() {
    "$1" -c 'import sys; sys.exit(sys.version_info[:2] not in {(3, 11), (3, 12)})' >/dev/null 2>&1
}

find_python() {
    for name in ${PYTHON:-python3 python3.12 python3.11}; do
        if suits "$name"; then
            "$name" -c 'import sys; print(sys.executable)'
            return
        fi
    done
}

find_uv() {
    if uv --version >/dev/null 2>&1; then
        echo uv
        return
    fi
    if ! .venv-tools/bin/uv --version >/dev/null 2>&1; then
        command -v python3 >/dev/null 2>&1 || fail "needs Python 3.11 or 3.12, or uv; found neither"
        python3 -m venv --clear .venv-tools >&2 || fail "python3 cannot make a virtual environment; install its venv module, or uv"
        .venv-tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
            -r requirements/tools.txt >&2 || fail "could not install uv"
    fi
    echo .venv-tools/bin/uv
}

make_venv() {
    python=$(find_python)
    if [ -n "$python" ]; then
        "$uv" venv --quiet --clear --python "$python" "$venv"
        return
    fi
    [ -z "${PYTHON:-}" ] || fail "PYTHON=$PYTHON is not Python 3.11 or 3.12"
    found=$(python3 --version 2>/dev/null || echo "no python3")
    echo "setup: CleanRep needs Python 3.11 or 3.12, found $found; asking uv for 3.12" >&2
    "$uv" venv --quiet --clear --python 3.12 "$venv" >/dev/null 2>&1 ||
        fail "needs Python 3.11 or 3.12, found $found, and uv could not bring 3.12; install one, or name it: make setup PYTHON=/path/to/python3.12"
}

uv=$(find_uv)
if [ "$1" = --uv ]; then
    echo "$uv"
    exit
fi
suits "$venv/bin/python" || make_venv
"$uv" pip sync --quiet --python "$venv/bin/python" --require-hashes "$@"
"$uv" pip install --quiet --python "$venv/bin/python" --no-deps --build-constraints requirements/build.txt --editable .
