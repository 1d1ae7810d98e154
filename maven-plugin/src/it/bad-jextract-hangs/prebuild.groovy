def fake = new File(basedir, 'jextract')
fake.text = '''#!/bin/sh
exec sleep 600
'''
assert fake.setExecutable(true)
return true
