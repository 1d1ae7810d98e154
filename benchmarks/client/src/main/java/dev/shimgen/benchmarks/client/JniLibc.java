package dev.shimgen.benchmarks.client;

/** The functions by JNI: {@code jni.c}, which {@code measure.py} compiles. */
final class JniLibc implements Libc {

    static {
        System.load(System.getProperty("client.jni"));
    }

    /** {@return the {@code errno} that the last call of this thread left} */
    static native int errno();

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
