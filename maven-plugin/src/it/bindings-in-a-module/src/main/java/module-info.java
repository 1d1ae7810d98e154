module it.bindings {
    requires dev.shimgen.runtime;
    requires dev.shimgen.spec;
}
