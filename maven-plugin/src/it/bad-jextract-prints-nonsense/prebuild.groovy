def fake = new File(basedir, 'jextract')
fake.text = '''#!/bin/sh
while [ $# -gt 0 ]; do
    [ "$1" = --output ] && mkdir -p "$2" && echo nonsense >"$2/nonsense.java"
    [ "$1" = --dump-includes ] && echo nonsense >"$2"
    shift
done
'''
assert fake.setExecutable(true)
return true
