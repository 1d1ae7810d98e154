package acme;

import dev.shimgen.spec.Pointer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/** Says a line for each thing that it tries. */
public final class Program implements Callable<String> {

    private final ManyCalls libc = new ManyCalls();
    private final StringBuilder said = new StringBuilder();

    /** Begins. */
    public Program() {}

    private void say(String name, Callable<Object> what) {
        String line;
        try {
            line = String.valueOf(what.call());
        } catch (Exception e) {
            line = e.getClass().getSimpleName() + ": " + e.getMessage();
        }
        said.append(name).append(": ").append(line).append('\n');
    }

    @Override
    public String call() {
        try (Arena arena = Arena.ofConfined()) {
            structs(arena);
            counts(arena);
            pointers(arena);
        }
        return said.toString();
    }

    private void structs(Arena arena) {
        say("adjtimex", () -> {
            Timex time = Timex.allocate(arena);
            return libc.adjtimex(time) >= 0 && time.time().tv_sec() > 1_600_000_000L;
        });
        say("epoll", () -> {
            int epoll = libc.epoll_create1(0);
            int counter = libc.eventfd(7, 0);
            EpollEvent event = EpollEvent.allocate(arena);
            event.events(1);
            event.data().set(ValueLayout.JAVA_LONG_UNALIGNED, 0, 0x1122334455667788L);
            int added = libc.epoll_ctl(epoll, ManyConstants.EPOLL_CTL_ADD, counter, event);
            EpollEvent found = EpollEvent.of(arena.allocate(12 * 4));
            int count = libc.epoll_wait(epoll, found, 4, 1000);
            libc.close(counter);
            libc.close(epoll);
            return added + " " + count + " " + found.events() + " " + Long.toHexString(EpollData.of(found.data()).u64());
        });
        say("epoll_data", () -> {
            EpollEvent event = EpollEvent.allocate(arena);
            EpollData data = EpollData.of(event.data());
            data.fd(5);
            return data.fd() + " " + event.data().get(ValueLayout.JAVA_INT_UNALIGNED, 0);
        });
        say("unsigned", () -> {
            EpollEvent event = EpollEvent.allocate(arena);
            event.events(0x80000001);
            EpollData.of(event.data()).u32(-1);
            return event;
        });
        say("uname", () -> {
            Utsname name = Utsname.allocate(arena);
            return libc.uname(name) + " " + name.sysnameText();
        });
        say("statvfs", () -> {
            Statvfs status = Statvfs.allocate(arena);
            return libc.statvfs("/", status) + " " + (status.f_bsize() > 0);
        });
    }

    private void counts(Arena arena) {
        say("poll one for four", () -> {
            Pollfd one = Pollfd.allocate(arena);
            one.fd(-1);
            return libc.poll(one, 4, 0);
        });
        say("poll four", () -> {
            Pollfd four = Pollfd.allocate(arena, 4);
            for (int i = 0; i < 4; i++) {
                four.element(i).fd(-1);
            }
            return libc.poll(four, 4, 0);
        });
        say("poll minus one", () -> libc.poll(Pollfd.allocate(arena), -1, 0));
        say("poll many", () -> libc.poll(Pollfd.allocate(arena), 1L << 61, 0));
        say("readv", () -> libc.readv(-1, Iovec.allocate(arena), 2));
        say("semop", () -> libc.semop(-1, Sembuf.allocate(arena, 2), 3));
        say("utimensat", () -> libc.utimensat(-1, "/", Timespec.allocate(arena), 0));
        say("bind", () -> libc.bind(-1, Sockaddr.allocate(arena), 110));
        say("getsockname", () -> {
            MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, 110);
            return libc.getsockname(-1, Sockaddr.allocate(arena), length);
        });
        say("getsockname in full", () -> {
            int socket = libc.socket(2, 1, 0);
            MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, 16);
            Sockaddr address = Sockaddr.allocate(arena);
            int result = libc.getsockname(socket, address, length);
            libc.close(socket);
            return result + " " + address.sa_family() + " " + length.get(ValueLayout.JAVA_INT, 0);
        });
        say("ctime_r", () -> {
            Pointer zero = new Pointer(arena.allocate(8, 8).address());
            return libc.ctime_r(zero, arena.allocate(25));
        });
    }

    private void pointers(Arena arena) {
        byte[] buffer = new byte[4096];
        say("getcwd", () -> libc.getcwd(buffer, 4096));
        say("getcwd's buffer", () -> new String(buffer, 0, 1, StandardCharsets.UTF_8));
        say("getcwd too small", () -> libc.getcwd(buffer, 1) + " " + libc.lastError());
        say("canonicalize_file_name", () -> libc.canonicalize_file_name("/usr/.."));
        say("strerror_r", () -> libc.strerror_r(99999, buffer, 64));
        say("strchr", () -> new String(libc.strchr("key=value", '=').toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8)
                .replace("\0", "\\0"));
        say("strtod", () -> libc.strtod("1.5e3x", arena.allocate(ValueLayout.ADDRESS)));
        say("strtod without end", () -> libc.strtod("1.5e3x", null));
        say("ctime_r in its own memory", () -> {
            Pointer zero = new Pointer(arena.allocate(8, 8).address());
            MemorySegment text = arena.allocate(26);
            return libc.ctime_r(zero, text).address() == text.address();
        });
        say("putenv", () -> libc.putenv("A=B"));
    }
}
