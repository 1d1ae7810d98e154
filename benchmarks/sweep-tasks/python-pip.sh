# Makes a virtual environment, installs a local package in it without network, imports that, and makes a zipapp.
# Needs: python3
export PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INDEX=1 PIP_NO_CACHE_DIR=1
python3 -m venv environment
mkdir wheel wheel/greeting wheel/greeting-1.0.dist-info
echo 'def greet(): return "hello"' > wheel/greeting/__init__.py
printf 'Metadata-Version: 2.1\nName: greeting\nVersion: 1.0\n' > wheel/greeting-1.0.dist-info/METADATA
printf 'Wheel-Version: 1.0\nGenerator: hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n' > wheel/greeting-1.0.dist-info/WHEEL
printf 'greeting/__init__.py,,\ngreeting-1.0.dist-info/METADATA,,\ngreeting-1.0.dist-info/WHEEL,,\ngreeting-1.0.dist-info/RECORD,,\n' > wheel/greeting-1.0.dist-info/RECORD
python3 -c 'import shutil; shutil.move(shutil.make_archive("greeting", "zip", "wheel"), "greeting-1.0-py3-none-any.whl")'
environment/bin/pip install -q ./greeting-1.0-py3-none-any.whl
environment/bin/pip list
environment/bin/python -c 'import greeting; print(greeting.greet())'
mkdir app
echo 'print("zipped")' > app/__main__.py
python3 -m zipapp app
python3 app.pyz
