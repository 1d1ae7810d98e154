package dev.shimgen.runtime.session;

/**
 * A chunk that is in use: who wrote it, and when it was claimed.
 *
 * @param chunk its number
 * @param life which of the processes that had this id, one after the other, or which of the programs that this one executed
 * @param generation how many had been claimed before it
 */
record Place(int chunk, long life, Writer writer, int generation) {

    boolean isOfThreadOf(Place other) {
        return life == other.life && writer.equals(other.writer);
    }
}
