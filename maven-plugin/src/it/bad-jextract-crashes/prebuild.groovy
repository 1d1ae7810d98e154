def fake = new File(basedir, 'jextract')
fake.text = '''#!/bin/sh
echo "Segmentation fault" >&2
exit 139
'''
assert fake.setExecutable(true)
return true
