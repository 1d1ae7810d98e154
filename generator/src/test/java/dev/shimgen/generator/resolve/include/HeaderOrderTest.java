package dev.shimgen.generator.resolve.include;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.resolve.Machine;
import dev.shimgen.generator.resolve.platform.Platform;
import dev.shimgen.generator.toolchain.CompileResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderOrderTest {

    /** Headers as they are on this machine. */
    @Nested
    class RealHeaders {

        private static Platform platform;

        @BeforeAll
        static void look() throws Exception {
            platform = Machine.platform();
        }

        private HeaderOrder.Result find(String headers) throws Exception {
            return HeaderOrder.find(List.of(headers.split(" ", -1)), HeaderCheck.with(platform));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "linux/if.h net/if.h",
                    "linux/in.h netinet/in.h",
                    "linux/in6.h netinet/in.h",
                    "linux/ipv6.h netinet/in.h",
                    "linux/if_ether.h net/ethernet.h",
                    "linux/if_tun.h net/if.h",
                    "linux/mount.h sys/mount.h linux/fs.h",
                    "linux/stat.h sys/stat.h fcntl.h",
                    "linux/openat2.h fcntl.h",
                    "linux/socket.h sys/socket.h",
                    "linux/types.h sys/types.h",
                    "linux/auxvec.h sys/auxv.h elf.h",
                    "linux/xattr.h sys/xattr.h",
                    "linux/ptrace.h sys/ptrace.h sys/user.h",
                    "linux/quota.h sys/quota.h",
                    "linux/netlink.h linux/rtnetlink.h sys/socket.h",
                    "linux/netfilter_ipv4/ip_tables.h netinet/in.h",
                    "linux/fanotify.h sys/fanotify.h",
                    "linux/kernel.h sys/sysinfo.h",
                    "linux/mman.h sys/mman.h",
                    "linux/sched.h sched.h",
                    "linux/wait.h sys/wait.h",
                    "net/ppp_defs.h net/if_ppp.h",
                    "scsi/sg.h scsi/scsi.h",
                    "linux/openvswitch.h netinet/ether.h",
                    "linux/if.h linux/in.h linux/in6.h linux/ipv6.h net/if.h netinet/in.h arpa/inet.h netdb.h ifaddrs.h",
                })
        void parseTogether(String headers) throws Exception {
            HeaderOrder.Result result = find(headers);
            assertThat(result.message()).isEmpty();
            assertThat(result.headers()).containsExactlyInAnyOrder(headers.split(" ", -1));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "linux/errqueue.h",
                    "linux/phonet.h",
                    "linux/sctp.h",
                    "linux/sysctl.h",
                    "linux/omapfb.h",
                    "asm/ucontext.h"
                })
        void whatAHeaderForgetsToIncludeIsPutBeforeIt(String header) throws Exception {
            HeaderOrder.Result result = find(header + " unistd.h");
            assertThat(result.message()).isEmpty();
            assertThat(result.headers()).contains(header, "unistd.h").hasSizeBetween(2, 3);
            assertThat(HeaderCheck.with(platform).parses(result.headers())).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "net/route.h linux/route.h",
                    "fcntl.h linux/fcntl.h",
                    "sys/time.h linux/time.h",
                    "termios.h asm/termbits.h",
                    "netinet/tcp.h linux/tcp.h",
                    "signal.h linux/signal.h",
                    "elf.h linux/elf.h",
                })
        void theTwoThatDoNotGoTogetherAreNamed(String pair) throws Exception {
            HeaderOrder.Result result = find(pair + " stdio.h linux/if.h");
            assertThat(result.code()).contains(Code.SG0308);
            assertThat(result.message())
                    .startsWith("<" + pair.replace(" ", "> and <") + "> do not parse together, in neither order:\n")
                    .contains("error: ");
        }

        @Test
        void aHeaderThatNeverParsesIsNamedWithTheCompilersWords() throws Exception {
            HeaderOrder.Result result = find("stdio.h regexp.h");
            assertThat(result.code()).contains(Code.SG0307);
            assertThat(result.message())
                    .startsWith("<regexp.h> does not parse")
                    .contains("The GNU C Library no longer implements <regexp.h>");
        }

        @Test
        void whatParsesAtOnceIsAskedOnce() throws Exception {
            HeaderCheck check = HeaderCheck.with(platform);
            assertThat(HeaderOrder.find(List.of("unistd.h", "fcntl.h", "linux/if.h"), check)
                            .headers())
                    .containsExactly("fcntl.h", "unistd.h", "linux/if.h");
            assertThat(check.asked()).isEqualTo(1);
        }
    }

    /** Headers with rules of our own: what no libc of today has, another one may have. */
    @Nested
    class InventedHeaders {

        /** Each header, and what must stand before it; and pairs of which the first must not stand before the second. */
        private HeaderCheck check(Map<String, Set<String>> needs, Set<List<String>> never) {
            return new HeaderCheck(headers -> {
                for (int i = 0; i < headers.size(); i++) {
                    List<String> before = headers.subList(0, i);
                    String header = headers.get(i);
                    if (!before.containsAll(needs.getOrDefault(header, Set.of()))) {
                        return new CompileResult(false, "<stdin>:1: error: " + header + " misses something");
                    }
                    if (before.stream().anyMatch(b -> never.contains(List.of(b, header)))) {
                        return new CompileResult(false, "<stdin>:1: error: " + header + " is disturbed");
                    }
                }
                return new CompileResult(true, "");
            });
        }

        @Test
        void whatMustNotStandBeforeAnotherIsPutBehind() throws Exception {
            HeaderCheck check = check(Map.of(), Set.of(List.of("a.h", "b.h"), List.of("b.h", "d.h")));
            assertThat(HeaderOrder.find(List.of("a.h", "b.h", "c.h", "d.h"), check)
                            .headers())
                    .containsExactly("c.h", "d.h", "b.h", "a.h");
        }

        @Test
        void severalPrerequisitesAreFoundAndNoMoreThanThose() throws Exception {
            HeaderCheck check = check(Map.of("a.h", Set.of("stdio.h", "sys/socket.h")), Set.of());
            assertThat(HeaderOrder.find(List.of("a.h", "b.h"), check).headers())
                    .containsExactly("b.h", "stdio.h", "sys/socket.h", "a.h");
        }

        @Test
        void anotherHeaderOfTheAuthorsCanBeThePrerequisite() throws Exception {
            HeaderCheck check = check(Map.of("a.h", Set.of("z.h")), Set.of());
            assertThat(HeaderOrder.find(List.of("a.h", "z.h"), check).headers()).containsExactly("z.h", "a.h");
        }

        @Test
        void aPrerequisiteStaysBeforeItsHeaderWhenPairsAreTried() throws Exception {
            HeaderCheck check =
                    check(Map.of("b.h", Set.of("z.h")), Set.of(List.of("a.h", "b.h"), List.of("z.h", "y.h")));
            assertThat(HeaderOrder.find(List.of("a.h", "b.h", "y.h", "z.h"), check)
                            .headers())
                    .containsExactly("y.h", "z.h", "b.h", "a.h");
        }

        @Test
        void aCircleIsAConflict() throws Exception {
            HeaderCheck check =
                    check(Map.of(), Set.of(List.of("a.h", "b.h"), List.of("b.h", "c.h"), List.of("c.h", "a.h")));
            HeaderOrder.Result result = HeaderOrder.find(List.of("a.h", "b.h", "c.h"), check);
            assertThat(result.code()).contains(Code.SG0308);
            assertThat(result.headers()).isEmpty();
            assertThat(result.message()).contains("<a.h>", "<b.h>", "<c.h>", "in any order that was tried");
        }

        @Test
        void whatOnlyThreeTogetherDisturbIsFoundByTryingPlaces() throws Exception {
            HeaderCheck check = new HeaderCheck(headers -> {
                boolean all = new TreeSet<>(headers).size() == 3;
                boolean good = !all || headers.equals(List.of("a.h", "c.h", "b.h"));
                return new CompileResult(good, good ? "" : "<stdin>:3: error: not so");
            });
            assertThat(HeaderOrder.find(List.of("a.h", "b.h", "c.h"), check).headers())
                    .containsExactly("a.h", "c.h", "b.h");
        }
    }
}
