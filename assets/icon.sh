#!/usr/bin/env bash
# Makes icon.png and icon.ico from icon.svg, and the smallest sizes from
# icon-small.svg, which is drawn on a grid of 16 so that its edges stay sharp.
# Needs, from Debian, librsvg2-bin and imagemagick.
set -euo pipefail
cd "$(dirname "$0")"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
for size in 16 20 24; do
  rsvg-convert -w $size -h $size icon-small.svg -o "$tmp/$size.png"
done
for size in 32 40 48 64 128 256; do
  rsvg-convert -w $size -h $size icon.svg -o "$tmp/$size.png"
done
rsvg-convert -w 512 -h 512 icon.svg -o icon.png
convert "$tmp"/{16,20,24,32,40,48,64,128,256}.png icon.ico
