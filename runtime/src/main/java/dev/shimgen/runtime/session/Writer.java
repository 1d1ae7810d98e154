package dev.shimgen.runtime.session;

/**
 * A thread that writes events, with ids as it has them itself.
 *
 * @param space the inode of the pid namespace that the ids are of; 0 if it is not known
 * @param process the process id; 0 if it is not known
 * @param thread the thread id; 0 if it is not known
 */
record Writer(int space, int process, int thread) {}
