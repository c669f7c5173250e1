#!/bin/sh
# bench.sh PROGRAM: time, memory and file size of one brief, beside the peers
# that are installed, on the same text, in one run. PEERS and BRIEF name the
# folder of the peers' inputs and the reference brief; ROUNDS, how many rounds.
set -eu

program=$1
peers=${PEERS:-../shared/peers}
reference=${BRIEF:-../shared/seed/lingjun-91.md}
folder=build/bench
mkdir -p "$folder"

say() {
	printf '%s\n' "$*"
}

brief=$reference
[ -f "$brief" ] || brief=samples/diya-jingji.md
say "稿件：$brief（字体集 noto）"
set -- zhuanbao "$program" render "$brief" --fonts noto --quiet \
	-o "$folder/zhuanbao.pdf" \
	-- run-30 "$program" print "$brief" --fonts noto --quiet \
	--copies 30 --to "$folder/run.pdf" \
	-- files-30 "$program" print "$brief" --fonts noto --quiet \
	--copies 30 --to "$folder/run"

# The peers set the reference brief: beside another one they would say nothing.
if [ "$brief" != "$reference" ] || [ ! -f "$peers/gen.py" ]; then
	say '没有参照稿和对手的输入：只量 zhuanbao'
	exec python3 tests/bench.py "$@"
fi
python3 "$peers/gen.py" "$folder/in" >/dev/null

if pkg-config --exists pangocairo cairo-pdf; then
	# shellcheck disable=SC2046
	gcc -O2 -o "$folder/pangopdf" "$peers/pangopdf.c" \
		$(pkg-config --cflags --libs pangocairo cairo-pdf)
	set -- "$@" -- pango "$folder/pangopdf" "$folder/in/one.pl" \
		"$folder/pango.pdf"
else
	say 'pango：没有安装（libpango1.0-dev），略过'
fi

# Node looks for modules beside the script. Its start is part of Typst's time:
# so it is measured alone, and Typst's own count is shown.
script=$peers/typst/render.mjs
if [ -d "$folder/typst/node_modules" ]; then
	cp "$script" "$folder/typst/render.mjs"
	script=$folder/typst/render.mjs
fi
if own=$(node "$script" "$folder/in/one.typ" "$folder/typst.pdf" \
	--fonts system 2>/dev/null); then
	say "typst 自报（第一次）：$own"
	set -- "$@" -- typst node "$script" "$folder/in/one.typ" \
		"$folder/typst.pdf" --fonts system -- node node -e 0
else
	say "typst：没有安装，略过（在 $folder/typst 里运行" \
		'npm install @myriaddreamin/typst-ts-node-compiler@0.7.0）'
fi
exec python3 tests/bench.py "$@"
