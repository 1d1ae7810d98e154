package dev.shimgen.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ThreadTrackTest {

    @Test
    void slicesInsideOrBesideEachOtherStayAsTheyAre() {
        ThreadTrack track = new ThreadTrack(1);
        assertThat(track.place(1, 2)).isEqualTo(new ThreadTrack.Slice(1, 2));
        assertThat(track.place(2, 2)).isEqualTo(new ThreadTrack.Slice(2, 2));
        assertThat(track.place(2, 5)).isEqualTo(new ThreadTrack.Slice(2, 5));
        // Around the last one, as a call that a signal handler has interrupted.
        assertThat(track.place(2, 9)).isEqualTo(new ThreadTrack.Slice(2, 9));
        assertThat(track.place(12, 13)).isEqualTo(new ThreadTrack.Slice(12, 13));
        assertThat(track.place(14, 15)).isEqualTo(new ThreadTrack.Slice(14, 15));
        assertThat(track.place(11, 16)).isEqualTo(new ThreadTrack.Slice(11, 16));
    }

    @Test
    void slicesThatWouldOverlapDoNot() {
        ThreadTrack track = new ThreadTrack(1);
        track.place(10, 20);
        assertThat(track.place(19, 30)).isEqualTo(new ThreadTrack.Slice(20, 30));
        track.place(40, 50);
        // One with the same beginning is around it.
        assertThat(track.place(40, 60)).isEqualTo(new ThreadTrack.Slice(39, 60));
        track.place(70, 80);
        assertThat(track.place(69, 79)).isEqualTo(new ThreadTrack.Slice(69, 80));
    }

    @Test
    void timesStayInOrder() {
        Random random = new Random(1);
        ThreadTrack track = new ThreadTrack(1);
        long ended = 0;
        for (int i = 0; i < 10000; i++) {
            ended += random.nextInt(5);
            ThreadTrack.Slice slice = track.place(ended - random.nextInt(20), ended);
            assertThat(slice.ended()).isGreaterThanOrEqualTo(slice.began());
        }
    }
}
