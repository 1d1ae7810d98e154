package dev.shimgen.generator.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each one waits for the others: on fewer threads than works none of them would end. */
@Timeout(60)
class BackgroundTest {

    @Test
    void eachWorkHasAThreadOfItsOwn() throws Exception {
        int count = Runtime.getRuntime().availableProcessors() + 2;
        CountDownLatch all = new CountDownLatch(count);
        List<Background<Integer>> works = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            works.add(Background.start(() -> {
                all.countDown();
                await(all);
                return number;
            }));
        }
        for (int i = 0; i < count; i++) {
            assertThat(works.get(i).join()).isEqualTo(i);
        }
    }

    @Test
    void aFailureIsThrownWhereTheResultIsAwaitedEachTime() {
        GenerationException failure = new GenerationException(Code.SG0404, "no library", null);
        Background<String> work = Background.start(() -> {
            throw failure;
        });
        assertThatThrownBy(work::join).isSameAs(failure);
        assertThatThrownBy(work::join).isSameAs(failure);
        Background<String> mistake = Background.start(() -> {
            throw new UncheckedIOException(new IOException("gone"));
        });
        assertThatThrownBy(mistake::join).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void whoeverIsInterruptedEndsTheWork() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Background<String> work = Background.start(() -> {
            begun.countDown();
            await(new CountDownLatch(1));
            ended.countDown();
            return "ended";
        });
        begun.await();
        Thread.currentThread().interrupt();
        assertThatThrownBy(work::join).isInstanceOf(GenerationException.class).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        ended.await();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
