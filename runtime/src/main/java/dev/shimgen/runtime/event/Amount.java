package dev.shimgen.runtime.event;

/** How many things are behind a pointer. */
public sealed interface Amount {

    /** One, which is no array. */
    record One() implements Amount {}

    /** One, if the call returns anything but 0: {@code waitpid(2)}. */
    record OneUnlessZero() implements Amount {}

    /** Always as many: {@code pipe(2)}. */
    record Fixed(int count) implements Amount {}

    /**
     * As many as another argument says: {@code poll(2)}.
     *
     * @param argument its index
     */
    record ByArgument(int argument) implements Amount {}

    /** As many as the call returns: {@code epoll_wait(2)}. */
    record ByResult() implements Amount {}

    /** One, if the call returns 0: {@code getaddrinfo(3)}. */
    record OneIfZero() implements Amount {}

    /**
     * One, of which as many bytes are there as another argument says, or what it points to: {@code bind(2)}, {@code accept(2)}.
     *
     * @param argument its index
     */
    record BytesByArgument(int argument) implements Amount {}
}
