package dev.shimgen.runtime.handler;

import dev.shimgen.runtime.Errno;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/** What generated base classes of handlers have in common. Their methods are called by several threads at once. */
public abstract class ShimHandler {

    /** For subclasses. */
    protected ShimHandler() {}

    /**
     * {@return whether a handler answers a function: its class, or one between it and the generated base class, has a method of that
     * name} For generated code.
     *
     * @param handler the handler
     * @param base the generated class, whose methods answer nothing
     * @param method the function's name
     */
    public static boolean overrides(Object handler, Class<?> base, String method) {
        for (Method found : handler.getClass().getMethods()) {
            if (found.getName().equals(method)
                    && !found.isBridge()
                    && !found.getDeclaringClass().isInterface()
                    && found.getDeclaringClass() != base
                    && !Modifier.isAbstract(found.getModifiers())) {
                return true;
            }
        }
        return false;
    }

    /** {@return the call that this thread answers} */
    protected final HandledCall call() {
        return HandledCall.current();
    }

    /**
     * Says what the call fails with: {@code return fail(Errno.EACCES)}. In a method whose function returns a pointer, {@code null} is
     * to be returned then.
     *
     * @return -1
     */
    protected final int fail(Errno error) {
        return call().fail(error);
    }
}
