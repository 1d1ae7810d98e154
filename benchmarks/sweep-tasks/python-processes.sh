# Threads, subprocesses, pools, select, signals, locales and long doubles from python.
# Needs: python3
cat > work.py <<'P'
import concurrent.futures, ctypes, hashlib, locale, os, select, signal, socket, subprocess, tempfile, threading, time

print(subprocess.run(["sh", "-c", "echo out; echo err >&2; exit 3"], capture_output=True))
print([subprocess.run(["true"], close_fds=c, start_new_session=n).returncode for c in (True, False) for n in (True, False)])
with concurrent.futures.ThreadPoolExecutor(8) as pool:
    print(sum(pool.map(lambda n: len(hashlib.sha256(b"x" * n).hexdigest()), range(2000))))
with concurrent.futures.ProcessPoolExecutor(2) as pool:
    print(list(pool.map(abs, range(-3, 3))))
a, b = socket.socketpair()
a.sendall(b"hello")
print(select.select([b], [], [], 5)[0] == [b], b.recv(10))
caught = []
signal.signal(signal.SIGALRM, lambda s, f: caught.append(s))
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
end = time.monotonic() + 0.2
while time.monotonic() < end:
    os.stat("/")
signal.setitimer(signal.ITIMER_REAL, 0)
print(len(caught) > 3)
threading.stack_size(64 * 1024)
t = threading.Thread(target=lambda: os.listdir("/"))
t.start()
t.join()
libc = ctypes.CDLL(None, use_errno=True)
buffer = ctypes.create_string_buffer(64)
print(libc.snprintf(buffer, 64, b"%Lg %s %d", ctypes.c_longdouble(1.25), b"x", 7), buffer.value)
print(libc.open(b"/no/such/file", 0), ctypes.get_errno())
pid = os.fork()
if pid == 0:
    os._exit(7)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
os.environ["ADDED"] = "1"
print(subprocess.check_output(["sh", "-c", "echo $ADDED"]))
os.posix_spawn("/bin/echo", ["echo", "spawned"], os.environ)
os.wait()
print(locale.strxfrm("a") < locale.strxfrm("b"), float("1e300") * 10, repr(0.1))
P
python3 work.py
