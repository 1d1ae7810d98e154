package dev.shimgen.runtime.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a call has to do with open files.
 *
 * @param arguments what is behind the arguments that are descriptors or streams, by their index in the function's prototype
 * @param result what is behind the result, if that is a new descriptor
 * @param transfers what was read and written
 */
public record DescriptorUse(Map<Integer, OpenFile> arguments, Optional<OpenFile> result, List<Transfer> transfers) {

    /**
     * Bytes that went from or to a file.
     *
     * @param write whether they were written
     */
    public record Transfer(OpenFile file, boolean write, long bytes) {}

    public DescriptorUse {
        arguments = Map.copyOf(arguments);
        transfers = List.copyOf(transfers);
    }
}
