package dev.shimgen.runtime.handler;

import java.util.List;

/** Leads calls to a handler; generated for each spec. Several threads use it at once. */
public interface Dispatcher {

    /** {@return the shim's name} */
    String shim();

    /** {@return what tells this version of the spec from others: programs with another one are not answered} */
    long digest();

    /** {@return the functions, by their numbers} */
    List<HandledFunction> functions();

    /** {@return whether the handler answers a function} Programs call the others as if there were no handler. */
    boolean answers(int function);

    /**
     * Has the handler answer a call.
     *
     * @param function its number
     * @param call the arguments, and what is answered
     */
    void dispatch(int function, Exchange call);
}
