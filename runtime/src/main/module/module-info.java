/** What generated Java bindings call. */
module dev.shimgen.runtime {
    requires transitive dev.shimgen.spec;
    // Bindings are marked @Generated, which is of this module. "static": only their compiler needs it; "transitive": a
    // module of bindings requires the runtime, and need not know of it.
    requires static transitive java.compiler;
    requires static transitive org.jspecify;

    exports dev.shimgen.runtime;
}
