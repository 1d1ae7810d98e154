package dev.shimgen.runtime.event;

/**
 * An event where it stands in a session's memory. There is one cursor for all events of a session, and nothing is copied or
 * allocated but what is asked for: it says something only while its consumer is being called. {@link #keep} makes an event that
 * stays.
 */
public non-sealed interface EventCursor extends TracedCall {

    /** {@return the same call as an object that stays} */
    TraceEvent keep();
}
