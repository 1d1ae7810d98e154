package dev.shimgen.runtime.handler;

/**
 * A thread that serves connections, one after the other. A platform thread: a virtual one that waits in a system call keeps its
 * carrier, and there are only as many of these as processors.
 */
final class HandlerThread extends Thread {

    private static final long STACK = 512 << 10;

    private final NativeSockets sockets = new NativeSockets();
    private final Exchange exchange = new Exchange(sockets);

    HandlerThread(Runnable work, String name) {
        super(Thread.currentThread().getThreadGroup(), work, name, STACK);
        setDaemon(true);
    }

    NativeSockets sockets() {
        return sockets;
    }

    Exchange exchange() {
        return exchange;
    }
}
