/** The language that specs are written in. */
module dev.shimgen.spec {
    exports dev.shimgen.spec;
    exports dev.shimgen.spec.libc;
}
