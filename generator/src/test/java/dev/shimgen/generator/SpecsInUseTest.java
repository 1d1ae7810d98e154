package dev.shimgen.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.generator.diagnostic.GenerationException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Specs that authors write, from the interface to a program that runs under the library. */
class SpecsInUseTest {

    @TempDir
    private Path folder;

    private TestProject project;

    @BeforeEach
    void emptyProject() {
        project = new TestProject(folder);
    }

    /** Seen to fail with "long" as the only type of such an argument: SG0202 for int and Pointer. */
    @Test
    void anArgumentOfAVariadicFunctionIsALongOrAnIntOrAPointer() throws Exception {
        project.spec(
                "@Trace",
                "int fcntl(@Fd int fd, @OneOf({\"F_GET\", \"F_SET\"}) int cmd, int arg);",
                "int ioctl(@Fd int fd, long request, Pointer arg);",
                "int prctl(int option, Pointer arg2, int arg3, long arg4, long arg5);");
        project.generate();
        Path library = project.compileWithBoth();

        List<String> trace = project.trace(library, """
                #include <fcntl.h>
                #include <string.h>
                #include <sys/ioctl.h>
                #include <sys/prctl.h>
                #include <unistd.h>""", """
                    int ends[2];
                    int count = 0;
                    char name[16] = "";
                    struct flock lock = {.l_type = F_WRLCK};
                    if (pipe(ends) != 0 || write(ends[1], "abc", 3) != 3) { return 1; }
                    if (fcntl(ends[0], F_SETFL, -1 & O_NONBLOCK) != 0) { return 2; }
                    if (ioctl(ends[0], FIONREAD, &count) != 0 || count != 3) { return 3; }
                    if (ioctl(ends[0], FIONREAD, (void *)0) != -1) { return 4; }
                    if (prctl(PR_SET_NAME, "renamed") != 0 || prctl(PR_GET_NAME, name) != 0) { return 5; }
                    /* An int in the spec, and a pointer in this call: all of its bits have to arrive. */
                    if (fcntl(open("lock", O_RDWR | O_CREAT, 0600), F_SETLK, &lock) != 0) { return 6; }
                    return strcmp(name, "renamed") == 0 ? 0 : 7;""");

        assertThat(trace)
                .contains("fcntl(3, F_SETFL, 2048) = 0")
                .anyMatch(line -> line.matches("ioctl\\(3, 21531, 0x[0-9a-f]+\\) = 0"))
                .contains("ioctl(3, 21531, NULL) = -1 EFAULT (Bad address)")
                .anyMatch(line -> line.matches("prctl\\(15, 0x[0-9a-f]+, .*\\) = 0"));
        assertThat(project.c())
                .contains("const long arg = va_arg(arguments, long);")
                .contains("void *const arg = va_arg(arguments, void *);");
        assertThat(project.java("TestCalls"))
                .contains("this.state.segment(), fd, cmd, arg)")
                .containsPattern("ValueLayout.JAVA_LONG,\\s+ValueLayout.ADDRESS\\)")
                .contains("Pointers.segment(arg)");
    }

    @Test
    void anotherTypeThereIsAnErrorThatNamesTheThree() throws Exception {
        project.spec("", "int fcntl(@Fd int fd, int cmd, short arg);");

        assertThatThrownBy(project::generate)
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("[SG0202] parameter arg is \"long arg\" in C, and short does not stand for that;"
                        + " expected: int fcntl(@Fd int fd, int cmd, long arg);"
                        + " int and Pointer stand for such an argument as well");
    }

    /** Addresses of sockets are transparent unions in glibc. */
    @Test
    void socketsAreTraced() throws Exception {
        project.spec(
                "@Trace",
                "int connect(@Fd int fd, Pointer addr, int len);",
                "int bind(@Fd int fd, Pointer addr, int len);",
                "int accept(@Fd int fd, Pointer addr, Pointer len);",
                "int getsockname(@Fd int fd, Pointer addr, Pointer len);",
                "long sendto(@Fd int fd, @Buffer(length = \"n\") byte[] buf, long n, int flags, Pointer addr, int len);",
                "long recvfrom(@Fd int fd, @Buffer(length = \"n\") byte[] buf, long n, int flags, Pointer addr,"
                        + " Pointer len);");
        project.generate();
        Path library = project.compileWithBoth();

        List<String> trace = project.trace(library, """
                #include <netinet/in.h>
                #include <sys/socket.h>
                #include <unistd.h>""", """
                    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
                    socklen_t length = sizeof address;
                    char text[8];
                    int server = socket(AF_INET, SOCK_STREAM, 0);
                    if (bind(server, (struct sockaddr *)&address, length) != 0 || listen(server, 1) != 0) { return 1; }
                    if (getsockname(server, (struct sockaddr *)&address, &length) != 0) { return 2; }
                    int client = socket(AF_INET, SOCK_STREAM, 0);
                    if (connect(client, (struct sockaddr *)&address, length) != 0) { return 3; }
                    int accepted = accept(server, NULL, NULL);
                    if (sendto(client, "hello", 5, 0, NULL, 0) != 5) { return 4; }
                    if (recvfrom(accepted, text, sizeof text, 0, NULL, NULL) != 5) { return 5; }
                    return bind(server, NULL, 0) == -1 ? 0 : 6;""");

        assertThat(trace)
                .anyMatch(line -> line.matches("bind\\(3, 0x[0-9a-f]+, 16\\) = 0"))
                .anyMatch(line -> line.matches("getsockname\\(3, 0x[0-9a-f]+, 0x[0-9a-f]+\\) = 0"))
                .anyMatch(line -> line.matches("connect\\(4, 0x[0-9a-f]+, 16\\) = 0"))
                .contains("accept(3, NULL, NULL) = 5")
                .contains("sendto(4, \"hello\", 5, 0, NULL, 0) = 5")
                .contains("recvfrom(5, \"hello\", 8, 0, NULL, NULL) = 5")
                .contains("bind(3, NULL, 0) = -1 EINVAL (Invalid argument)");
    }

    /** Seen to fail with "the function's name ends in at" as the only sign: fstat got a @DirFd. */
    @Test
    void theSignatureThatAMessageProposesTellsDescriptorsApart() throws Exception {
        project.spec(
                "",
                "int fstat(byte fd);",
                "int accept(byte fd);",
                "int openat(byte fd);",
                "int fstatat(byte fd);",
                "int linkat(byte fd);",
                "int dprintf(byte fd);",
                "int execveat(byte fd);",
                "int fanotify_mark(byte fd);");

        assertThatThrownBy(project::generate)
                .hasMessageContaining("int fstat(@Fd int fd, @Out Stat buf);")
                .hasMessageContaining("int accept(@Fd int fd, @Out Sockaddr addr, Pointer addr_len);")
                .hasMessageContaining(
                        "int openat(@DirFd int fd, @Path String file, @Flags(\"O_\") int oflag, @Mode int mode);")
                .hasMessageContaining("int fstatat(@DirFd int fd, @Path String file, ")
                .hasMessageContaining(
                        "int linkat(@DirFd int fromfd, @Path String from, @DirFd int tofd, @Path String to, ")
                .hasMessageContaining("int dprintf(@Fd int fd, @Text String fmt);")
                .hasMessageContaining("int execveat(@DirFd int fd, @Path String path, ")
                .hasMessageContaining("int fanotify_mark(@Fd int fanotify_fd, int flags, long mask, @DirFd int dfd, ");
    }
}
