#!/bin/sh
# bench.sh PROGRAM: time, memory and file size of one brief, beside the peers
# that are installed, on the same text, in one run.
set -eu

program=$1
peers=../shared/peers
folder=build/bench
reference=../shared/seed/lingjun-91.md
own=samples/diya-jingji.md
mkdir -p "$folder"

say() {
	printf '%s\n' "$*"
}

brief=$reference
[ -f "$brief" ] || brief=$own
say "稿件：$brief（字体集 noto）"
set -- zhuanbao "$program" render "$brief" --fonts noto --quiet \
	-o "$folder/zhuanbao.pdf"

# The peers set the reference brief: beside another one they would say nothing.
if [ "$brief" != "$reference" ] || [ ! -f $peers/gen.py ]; then
	say '没有参照稿和比较用的程序：只量 zhuanbao'
	exec python3 tests/bench.py "$@"
fi
python3 $peers/gen.py "$folder/in"

if pkg-config --exists pangocairo cairo-pdf 2>/dev/null; then
	# shellcheck disable=SC2046
	cc -O2 -o "$folder/pangopdf" $peers/pangopdf.c \
		$(pkg-config --cflags --libs pangocairo cairo-pdf)
	set -- "$@" -- pango "$folder/pangopdf" "$folder/in/one.pl" \
		"$folder/pango.pdf"
else
	say 'pango：没有安装（libpango1.0-dev），略过'
fi

# Node finds modules beside the script, so that a copy stands by them.
if command -v node >/dev/null && [ -d "$folder/typst/node_modules" ]; then
	cp $peers/typst/render.mjs "$folder/typst/render.mjs"
	set -- "$@" -- typst node "$folder/typst/render.mjs" \
		"$folder/in/one.typ" "$folder/typst.pdf" --fonts system
	set -- "$@" -- node node -e 0
else
	say "typst：没有安装，略过（在 $folder/typst 里" \
		'npm install @myriaddreamin/typst-ts-node-compiler@0.7.0）'
fi
exec python3 tests/bench.py "$@"
