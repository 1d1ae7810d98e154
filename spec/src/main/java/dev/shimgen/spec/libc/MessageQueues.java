package dev.shimgen.spec.libc;

import dev.shimgen.spec.Buffer;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.In;
import dev.shimgen.spec.Mode;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;
import dev.shimgen.spec.Text;

/** POSIX message queues. A queue is a descriptor. */
public interface MessageQueues {

    /** {@code mq_open(3)}: {@code mode} and {@code attr} are there only with {@code O_CREAT}. */
    int mq_open(@Text String name, @Flags("O_") int oflag, @Mode int mode, Pointer attr);

    /** {@code mq_close(3)}. */
    int mq_close(@Fd int mqdes);

    /** {@code mq_unlink(3)}. */
    int mq_unlink(@Text String name);

    /** {@code mq_getattr(3)}. */
    int mq_getattr(@Fd int mqdes, @Out(show = {"mq_flags", "mq_maxmsg", "mq_msgsize", "mq_curmsgs"}) Struct attr);

    /** {@code mq_setattr(3)}. */
    int mq_setattr(@Fd int mqdes, @In(show = "mq_flags") Struct newattr, @Out(show = "mq_flags") Struct oldattr);

    /** {@code mq_send(3)}. */
    int mq_send(@Fd int mqdes, @Buffer(length = "msg_len") byte[] msg_ptr, long msg_len, int msg_prio);

    /** {@code mq_timedsend(3)}. */
    int mq_timedsend(
            @Fd int mqdes,
            @Buffer(length = "msg_len") byte[] msg_ptr,
            long msg_len,
            int msg_prio,
            @In Struct abs_timeout);

    /** {@code mq_receive(3)}. */
    long mq_receive(@Fd int mqdes, @Buffer(length = "msg_len") byte[] msg_ptr, long msg_len, Pointer msg_prio);

    /** {@code mq_timedreceive(3)}. */
    long mq_timedreceive(
            @Fd int mqdes,
            @Buffer(length = "msg_len") byte[] msg_ptr,
            long msg_len,
            Pointer msg_prio,
            @In Struct abs_timeout);

    /** {@code mq_notify(3)}. */
    int mq_notify(@Fd int mqdes, Pointer sevp);
}
