package it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GoodTest {

    @Test
    void callsFromTheModule() {
        assertTrue(GoodCalls.class.getModule().isNamed());
        assertEquals(0, new GoodCalls().access("/", GoodConstants.F_OK));
    }
}
