#!/usr/bin/env bash
# Runs the notebooks headless against a fresh export: notebooks.sh OUT, from the root of the repository.
# It fails on any error, and if what they print is not what the repository keeps; notebooks.sh OUT --update keeps what they print now.
set -euo pipefail
out=$(realpath "$1")
repository=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! /usr/bin/python3 -c 'import pandas, matplotlib, networkx, ipykernel, nbconvert' 2>/dev/null || [ ! -x /usr/bin/jupyter ] || [ ! -d /usr/share/jupyter/kernels/ir ]; then
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-pandas python3-matplotlib python3-networkx \
		python3-ipykernel jupyter-nbconvert jupyter-client jupyter-core r-base-core r-cran-irkernel >"$work/apt.log" 2>&1 || { tail -20 "$work/apt.log"; exit 1; }
fi

# GoNB, and goimports which it calls; its kernel is known to this run alone.
mkdir -p "$work/gonb" "$work/jupyter/kernels/gonb"
printf 'module gonb\n\ngo 1.25\n\nrequire github.com/janpfeifer/gonb v0.10.11\n\ntool github.com/janpfeifer/gonb\n' >"$work/gonb/go.mod"
(cd "$work/gonb" && go build -mod=mod -o "$work/bin/gonb" github.com/janpfeifer/gonb && GOBIN="$work/bin" go install golang.org/x/tools/cmd/goimports@v0.52.0) >"$work/gonb.log" 2>&1 ||
	{ tail -20 "$work/gonb.log"; exit 1; }
printf '{"argv": ["%s", "--kernel", "{connection_file}"], "display_name": "Go (gonb)", "language": "go"}\n' "$work/bin/gonb" >"$work/jupyter/kernels/gonb/kernel.json"
export PATH="$work/bin:$PATH" JUPYTER_PATH="$work/jupyter" LC_ALL=C.UTF-8

# A copy of the checkout, since a notebook reads ../../out, and the one in Go the module above it.
mkdir -p "$work/copy/examples"
cp -R go.mod go.sum timeline attendance dataset exporters internal "$work/copy"
cp -R examples/notebooks "$work/copy/examples"
ln -s "$out" "$work/copy/out"
cd "$work/copy/examples/notebooks"
npm install --silent --no-audit --no-fund --no-package-lock
run() {
	# One process each: nbconvert would run them all in the language of the first.
	/usr/bin/jupyter nbconvert --to notebook --execute --inplace --ExecutePreprocessor.timeout=300 "$1" >"$1.log" 2>&1 || { tail -40 "$1.log"; exit 1; }
}
export -f run
printf '%s\n' *.ipynb | xargs -P 2 -I {} bash -c 'run {}'
/usr/bin/python3 "$repository/.ci/interop/notebooks.py" . "$repository/examples/notebooks" "${@:2}"
