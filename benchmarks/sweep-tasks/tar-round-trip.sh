# Archives a tree with links, holes, long names and names that are no valid text, through several compressors.
# Needs: tar gzip bzip2 xz cpio find
mkdir -p tree/deep/er
seq 1 20000 > tree/numbers
ln tree/numbers tree/deep/linked
ln -s ../numbers tree/deep/symbolic
truncate -s 5G tree/hole
printf x > "$(printf 'tree/byte\377')"
touch "tree/$(printf '%0200d' 7)"
mkfifo tree/fifo
chmod 640 tree/numbers
for option in z j J; do
    tar -c -S -$option -f archive --sort=name --mtime=2026-01-01 tree
    mkdir out
    tar -x -S -f archive -C out
    cmp tree/numbers out/tree/deep/linked
    (cd out && find tree -printf '%p %y %m %s %l\n' | sort)
    rm -r out archive
done
find tree -name numbers | cpio -o --quiet | cpio -t --quiet
rm -r tree
