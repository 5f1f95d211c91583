#!/bin/sh
# Renders every icon of the bundle from tern.svg and tray.svg; needs rsvg-convert, ImageMagick and png2icns.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for size in 16 24 32 48 64 128 256 512 1024; do
  rsvg-convert --width "$size" --height "$size" tern.svg --output "$work/$size.png"
done
cp "$work/32.png" 32x32.png
cp "$work/64.png" 64x64.png
cp "$work/128.png" 128x128.png
cp "$work/256.png" 128x128@2x.png
cp "$work/512.png" icon.png
convert "$work/16.png" "$work/24.png" "$work/32.png" "$work/48.png" "$work/64.png" "$work/256.png" icon.ico
png2icns icon.icns "$work/16.png" "$work/32.png" "$work/48.png" "$work/128.png" "$work/256.png" "$work/512.png" "$work/1024.png"
# The tray: black for light panels (and macOS, which recolours it), white for dark ones.
rsvg-convert --width 44 --height 44 tray.svg --output tray-black.png
sed 's/#000000/#FFFFFF/' tray.svg >"$work/white.svg"
rsvg-convert --width 44 --height 44 "$work/white.svg" --output tray-white.png
