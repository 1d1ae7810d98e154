"""Does operations on files that are chosen at random, and prints what each comes to.

operations.py FOLDER SEED COUNT: the same seed has to print the same in every file system. What is in the folder at the end is printed, too.
"""

import errno
import os
import random
import stat
import sys

NAMES = ["a", "b", "c", "d", "e", "sub", "deep", "x.txt", "link"]


def main(folder, seed, count):
    dice = random.Random(seed)
    os.chdir(folder)

    def path():
        names = [dice.choice(NAMES) for _ in range(dice.choice([1, 1, 2, 2, 3]))]
        if dice.random() < 0.1:
            names.insert(dice.randrange(len(names) + 1), "..")
        name = "/".join(names)
        return folder + "/" + name if dice.random() < 0.3 else name

    def safe(name):
        """Not above the folder."""
        depth = 0
        for part in name.removeprefix(folder).split("/"):
            depth += -1 if part == ".." else 1 if part else 0
            if depth < 0:
                return False
        return True

    def bytes_of(size):
        return bytes(dice.randrange(97, 123) for _ in range(size))

    def write(name, mode, size):
        with open(name, mode) as file:
            file.write(bytes_of(size))
        return size

    def patch(name, at, size):
        with open(name, "r+b") as file:
            file.seek(at)
            file.write(bytes_of(size))
            file.seek(0)
            return digest(file.read())

    def digest(data):
        return "%d:%d" % (len(data), sum(i * b for i, b in enumerate(data, 1)) % 1000003)

    def read(name):
        with open(name, "rb") as file:
            return digest(file.read())

    def status(name):
        found = os.lstat(name)
        size = found.st_size if stat.S_ISREG(found.st_mode) else 0
        return "%o %d" % (found.st_mode, size)

    def stamp(name, seconds):
        os.utime(name, ns=(seconds * 10**9 + 5, seconds * 10**9 + 7))
        return os.stat(name).st_mtime_ns

    for number in range(count):
        one, other = path(), path()
        if not safe(one) or not safe(other):
            continue
        size = dice.choice([0, 1, 10, 4095, 4096, 5000, 70000])
        operations = [
            ("read", lambda: read(one)),
            ("read", lambda: read(one)),
            ("status", lambda: status(one)),
            ("list", lambda: sorted(os.listdir(one))),
            ("write", lambda: write(one, "wb", size)),
            ("append", lambda: write(one, "ab", size)),
            ("exclusive", lambda: write(one, "xb", size)),
            ("patch", lambda: patch(one, size // 2, 10)),
            ("truncate", lambda: os.truncate(one, size)),
            ("mkdir", lambda: os.mkdir(one)),
            ("rmdir", lambda: os.rmdir(one)),
            ("unlink", lambda: os.unlink(one)),
            ("rename", lambda: os.rename(one, other)),
            ("link", lambda: os.link(one, other)),
            ("symlink", lambda: os.symlink(dice.choice(NAMES), one)),
            ("readlink", lambda: os.readlink(one)),
            ("chmod", lambda: os.chmod(one, dice.choice([0o600, 0o644, 0o755]))),
            ("stamp", lambda: stamp(one, number)),
            ("access", lambda: os.access(one, os.R_OK)),
        ]
        name, operation = dice.choice(operations)
        try:
            result = operation()
        except OSError as failure:
            result = errno.errorcode[failure.errno]
        print(number, name, one, other if name in ("rename", "link") else "", result)
    os.chdir(folder)
    for where, folders, files in os.walk("."):
        folders.sort()
        for name in sorted(files + folders):
            full = os.path.join(where, name)
            found = os.lstat(full)
            what = "%o" % found.st_mode
            if stat.S_ISREG(found.st_mode):
                what += " " + read(full)
            elif stat.S_ISLNK(found.st_mode):
                what += " " + os.readlink(full)
            print(full, what)


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
