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
	"$program" render "$brief" --quiet -o "$pdf" || fail "排不出 $brief"
	printf '%s\n' "$pdf"
	# The messages about the brief have been seen once already.
	"$program" preview "$brief" --dpi 100 -o "$folder/" \
		>"$folder/messages" 2>&1 || {
		cat "$folder/messages" >&2
		fail "画不出 $brief"
	}
	for png in "$folder/$name"-*.png; do
		[ -s "$png" ] || fail "$png 是空的"
		printf '%s\n' "$png"
	done
	count=$((count + 1))
done
rm -f "$folder/messages"
printf '演示：%s 份样稿已在 %s\n' "$count" "$folder"
