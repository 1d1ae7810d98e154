/** What generated Java bindings call. */
module dev.shimgen.runtime {
    requires transitive dev.shimgen.spec;
    // Bindings are annotated with @Generated, which is in this module. "static": only the compiler of bindings needs
    // it. "transitive": so a module of bindings has to require nothing but the runtime.
    requires static transitive java.compiler;
    requires static transitive org.jspecify;

    exports dev.shimgen.runtime;
    exports dev.shimgen.runtime.event;
    exports dev.shimgen.runtime.handler;
    exports dev.shimgen.runtime.session;
}
