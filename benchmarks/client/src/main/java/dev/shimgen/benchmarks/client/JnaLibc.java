package dev.shimgen.benchmarks.client;

import com.sun.jna.Native;

/** The functions by JNA's direct mapping, its fastest; it keeps {@code errno} ({@code Native.getLastError}). */
final class JnaLibc implements Libc {

    static {
        Native.register(JnaLibc.class, "c");
    }

    @Override
    public native int abs(int value);

    @Override
    public native int getppid();

    @Override
    public native int close(int fd);

    @Override
    public native int access(String path, int mode);

    @Override
    public native long strlen(String text);

    @Override
    public native long pwrite(int fd, byte[] buffer, long count, long offset);

    @Override
    public native long read(int fd, byte[] buffer, long count);
}
