package dev.shimgen.runtime.handler;

/** Where things are in a message: the structures of {@code shimgen_handle.h}. Offsets and sizes are in bytes. */
final class MessageLayout {

    static final int MARK = 0x53480001;

    static final int CALL = 1;
    static final int RESULT = 2;
    static final int RETURN = 3;
    static final int PROCEED = 4;
    static final int FILE = 5;
    static final int REFUSED = 6;

    static final int ARGUMENTS = 16;

    /** {@code struct shimgen_handle_message_head}. */
    static final int HEAD_MARK = 0;

    static final int HEAD_KIND = 4;
    static final int HEAD_ID = 8;
    static final int HEAD_RESULT = 16;
    static final int HEAD_ERROR = 24;
    static final int HEAD_FLAGS = 28;
    static final int HEAD_FUNCTION = 32;
    static final int HEAD_COUNT = 36;
    static final int HEAD_BYTES = 40;
    static final int HEAD_THREAD = 44;

    /** {@code struct shimgen_handle_words}. */
    static final int WORDS = 48;

    static final int LENGTHS = WORDS + 8 * ARGUMENTS;
    static final int ROOMS = LENGTHS + 4 * ARGUMENTS;
    static final int BLOCKS = ROOMS + 4 * ARGUMENTS;

    /** {@code SHIMGEN_HANDLE_NOTHING} and {@code SHIMGEN_HANDLE_NO_MEMORY}: lengths that are none. */
    static final int NOTHING = 0xffffffff;

    static final int NO_MEMORY = 0xfffffffe;

    static final int MOST_BYTES = 16 << 20;
    static final int ROOM = 32768;
    static final int ANSWER_ROOM = 288;
    static final int PACKET = 65536;

    static final int HAS_FILE = 1;
    static final int KEEP_FILE = 2;

    private MessageLayout() {}
}
