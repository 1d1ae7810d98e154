package dev.shimgen.templates;

import com.github.mustachejava.MustacheException;
import com.github.mustachejava.reflect.ReflectionObjectHandler;
import com.github.mustachejava.util.Wrapper;
import java.util.List;
import java.util.Map;

/** Finds values in maps only, innermost first, and does not accept a name that none of them has. */
final class StrictObjectHandler extends ReflectionObjectHandler {

    @Override
    public Wrapper find(String name, List<Object> scopes) {
        return current -> value(name, current);
    }

    private static Object value(String name, List<Object> scopes) {
        for (int i = scopes.size() - 1; i >= 0; i--) {
            Object scope = scopes.get(i);
            if (name.equals(".") && !(scope instanceof Map)) {
                return scope;
            }
            if (scope instanceof Map<?, ?> map && map.containsKey(name)) {
                return map.get(name);
            }
        }
        throw new MustacheException("the view has no value named \"" + name + "\"");
    }
}
