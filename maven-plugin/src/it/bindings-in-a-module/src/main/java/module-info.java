module it.bindings {
    requires transitive dev.shimgen.runtime;
    requires transitive dev.shimgen.spec;

    exports it;
}
