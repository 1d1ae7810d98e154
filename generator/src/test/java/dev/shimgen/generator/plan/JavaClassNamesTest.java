package dev.shimgen.generator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import javax.lang.model.SourceVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JavaClassNamesTest {

    @ParameterizedTest
    @CsvSource({
        "struct stat, Stat",
        "struct sockaddr_in, SockaddrIn",
        "union epoll_data, EpollData",
        "div_t, DivT",
        "struct __exit_status, ExitStatus",
        "canonicalize_file_name, CanonicalizeFileName",
        "__xpg_strerror_r, XpgStrerrorR",
        "_IO_getc, IOGetc",
        "trailing_, Trailing",
        "struct _3d_key, _3dKey",
        "_, __",
    })
    void wordsBeginWithACapitalLetter(String cName, String javaName) {
        assertThat(JavaClassNames.of(cName)).isEqualTo(javaName);
        assertThat(SourceVersion.isName(javaName)).isTrue();
    }
}
