#!/bin/sh
# Installs what building, running and testing need and this machine lacks, from
# Debian alone. Where nothing is missing it asks no network and changes nothing.
set -eu
export LC_ALL=C

packages() {
	sed 's/ *#.*//' <<-'EOF'
	gcc                          # build: the compiler
	libc6-dev                    # build: its headers, which gcc only recommends
	make                         # build
	pkg-config                   # build: where the libraries are
	libharfbuzz-dev              # build: shaping, subsetting
	libhpdf-dev                  # build: PDF objects
	libfreetype-dev              # build: outlines for pictures
	libfontconfig-dev            # build: finding fonts
	libicu-dev                   # build: line-break boundaries
	libcmark-gfm-dev             # build: Markdown
	libcmark-gfm-extensions-dev  # build: its tables and footnotes
	libfyaml-dev                 # build: YAML and JSON with positions
	libpng-dev                   # build: pictures
	zlib1g-dev                   # build: compression
	libchafa-dev                 # build: pictures in a terminal
	libpoppler-glib-dev          # build: reading a PDF to compare with
	libcups2-dev                 # build: printers
	libsqlite3-dev               # build: the journal of a print run
	libhyphen-dev                # build: where Western words may be broken
	python3-jieba                # build: words with frequencies, for titles
	hyphen-en-us                 # run: where English words may be broken
	fontconfig                   # fonts: keeps the caches of system folders
	fonts-noto-cjk               # fonts: 宋体, 黑体, 小标宋
	fonts-lxgw-wenkai            # fonts: 楷体
	fonts-liberation             # fonts: Times New Roman's metrics
	python3                      # tests: runs them
	clang                        # tests: second compiler, fuzzing
	libclang-rt-dev              # tests: its sanitizers
	cups-ipp-utils               # tests: a printer
	cups-daemon                  # tests: a print server
	cups-client                  # tests: its queues
	dbus-daemon                  # tests: what the printer wants to talk to
	tmux                         # tests: a terminal
	valgrind                     # tests: memory
	qpdf                         # tests: is the PDF sound
	poppler-utils                # tests: text, fonts, pictures of a PDF
	mupdf-tools                  # tests: a second reader
	ghostscript                  # tests: a third reader
	liblcms2-2                   # tests: what a colour profile means
	openjdk-17-jre-headless      # tests: runs PDFBox
	libpdfbox2-java              # tests: PDF/A preflight
	libactivation-java           # tests: what preflight needs
	libjaxb-api-java             # tests: the same
	libcommons-io-java           # tests: the same
	EOF
}

say() {
	printf '%s\n' "$*"
}

fail() {
	say "依赖：$*" >&2
	exit 1
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		fail "需要管理员权限，请以 root 运行：$*"
	fi
}

# Once at most: a machine may have no package lists yet, or old ones.
updated=no
update() {
	[ $updated = no ] || return 0
	updated=yes
	as_root apt-get update -qq ||
		say '依赖：软件包列表没有全部更新，仍试着安装' >&2
}

missing_packages() {
	wanted=$(packages)
	# shellcheck disable=SC2086
	installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' \
		$wanted 2>/dev/null | sed -n 's/^installed //p') || :
	for package in $wanted; do
		printf '%s\n' "$installed" | grep -qxF -e "$package" ||
			printf '%s ' "$package"
	done
}

install_packages() {
	say "依赖：正在安装 $*"
	update
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
		-o Dpkg::Use-Pty=0 \
		--no-install-recommends "$@" || fail "未能安装 $*"
}

# The folder that the program looks into on its own for the user's fonts.
font_folder() {
	case ${XDG_CACHE_HOME:-} in
	/*) cache=$XDG_CACHE_HOME ;;
	*)
		home=${HOME:-}
		[ -n "$home" ] || [ "$(id -u)" -ne 0 ] || home=/root
		[ -n "$home" ] || fail '请设置环境变量 HOME'
		cache=$home/.cache
		;;
	esac
	say "$cache/zhuanbao/fonts"
}

# As root apt would download as another user, who may not write to our folder.
download() {
	(cd "$temporary" &&
		apt-get download -qq -o APT::Sandbox::User=root "$1")
}

# FandolFang is a free 仿宋. Debian has it only within a package for TeX, which
# need not be installed for one file.
fetch_fandolfang() {
	package=texlive-lang-chinese
	font=FandolFang-Regular.otf
	say "依赖：正在从 Debian 的 $package 取 $font"
	temporary=$(mktemp -d)
	trap 'rm -rf "$temporary"' EXIT
	trap 'exit 1' HUP INT TERM
	if ! download $package 2>/dev/null; then
		update
		download $package || return 1
	fi
	for file in "$temporary/$package"_*.deb; do
		dpkg-deb --fsys-tarfile "$file" |
			tar -x -C "$temporary" --wildcards "*/$font" || return 1
	done
	found=$(find "$temporary" -name "$font" -type f)
	[ -n "$found" ] || return 1
	# Beside its place first: whoever looks sees no font or the whole one.
	mkdir -p "$1" && cp "$found" "$1/.$font.$$" &&
		chmod 644 "$1/.$font.$$" && mv -f "$1/.$font.$$" "$1/$font"
}

has_fandolfang() {
	[ -s "$1/FandolFang-Regular.otf" ] ||
		{ command -v fc-list >/dev/null &&
			fc-list : family | grep -qi FandolFang; }
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	say "依赖：这不是 Debian，请自行安装：$(packages | tr '\n' ' ')" >&2
	exit 0
fi
missing=$(missing_packages)
# shellcheck disable=SC2086
[ -z "$missing" ] || install_packages $missing
folder=$(font_folder)
if has_fandolfang "$folder" || fetch_fandolfang "$folder"; then
	say '依赖：齐备'
else
	say '依赖：齐备，但没有取到 FandolFang：仿宋暂用霞鹜文楷代替'
fi
