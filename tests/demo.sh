#!/bin/sh
# demo.sh PROGRAM FOLDER: every sample as PDF and its pages as PNG.
set -eu

fail() {
	printf '演示：%s\n' "$*" >&2
	exit 1
}

[ $# -eq 2 ] || fail '用法：demo.sh 程序 文件夹'
program=$1
folder=$2
count=0
mkdir -p "$folder"
rm -f "$folder"/*.pdf "$folder"/*.png

for brief in samples/*.md; do
	[ -f "$brief" ] || fail '没有找到 samples/*.md'
	name=$(basename "$brief" .md)
	pdf=$folder/$name.pdf
	said=$("$program" render "$brief" -o "$pdf") || fail "排不出 $brief"
	pages=${said#"$pdf："}
	pages=${pages% 页}
	case $pages in
	'' | *[!0-9]*) fail "看不懂程序说的话：$said" ;;
	esac
	printf '%s\n' "$pdf"
	page=1
	while [ "$page" -le "$pages" ]; do
		# The messages about the brief have been seen once already.
		png=$folder/$name-$page.png
		"$program" preview "$brief" --page "$page" --dpi 100 \
			-o "$png" 2>"$folder/messages" || {
			cat "$folder/messages" >&2
			fail "画不出 $brief 第 $page 页"
		}
		[ -s "$png" ] || fail "$png 是空的"
		printf '%s\n' "$png"
		page=$((page + 1))
	done
	count=$((count + 1))
done
rm -f "$folder/messages"
printf '演示：%s 份样稿已在 %s\n' "$count" "$folder"
