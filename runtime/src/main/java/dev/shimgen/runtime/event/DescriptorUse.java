package dev.shimgen.runtime.event;

import java.util.List;
import java.util.Map;

/**
 * What a call has to do with open files.
 *
 * @param arguments what is behind the arguments that are descriptors or streams, by their index
 * @param transfers what was read and written
 */
public record DescriptorUse(Map<Integer, OpenFile> arguments, List<Transfer> transfers) {

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
