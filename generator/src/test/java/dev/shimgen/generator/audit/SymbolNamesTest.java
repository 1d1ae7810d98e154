package dev.shimgen.generator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymbolNamesTest {

    private final SystemCallTable table = new SystemCallTable();

    @ParameterizedTest
    @CsvSource({
        "open, open",
        "open64, open",
        "__open, open",
        "__open64_2, open",
        "__xstat, stat",
        "__lxstat64, lstat",
        "__fxstatat64, fstatat",
        "__xmknod, mknod",
        "__read_chk, read",
        "__isoc99_fscanf, fscanf",
        "_IO_puts, puts",
        "getdents64, getdents64",
        "no_such64, no_such64",
        "dup2, dup2",
    })
    void leadToFunctions(String symbol, String function) {
        assertThat(SymbolNames.function(symbol, name -> table.of(name).isPresent()))
                .isEqualTo(function);
    }
}
