package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.In;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;

/** System V's message queues, semaphores and shared memory, {@code sysvipc(7)}. */
public interface SystemVIpc {

    /** {@code ftok(3)}. */
    int ftok(@Path String pathname, int proj_id);

    /** {@code msgget(2)}. */
    int msgget(int key, @Flags({"IPC_CREAT", "IPC_EXCL"}) int msgflg);

    /** {@code msgctl(2)}. */
    int msgctl(
            int msqid,
            @OneOf({"IPC_RMID", "IPC_SET", "IPC_STAT", "IPC_INFO", "MSG_INFO", "MSG_STAT"}) int cmd,
            Pointer buf);

    /** {@code msgsnd(2)}. */
    int msgsnd(int msqid, Pointer msgp, long msgsz, @Flags("IPC_NOWAIT") int msgflg);

    /** {@code msgrcv(2)}. */
    long msgrcv(
            int msqid,
            Pointer msgp,
            long msgsz,
            long msgtyp,
            @Flags({"IPC_NOWAIT", "MSG_COPY", "MSG_EXCEPT", "MSG_NOERROR"}) int msgflg);

    /** {@code semget(2)}. */
    int semget(int key, int nsems, @Flags({"IPC_CREAT", "IPC_EXCL"}) int semflg);

    /** {@code semctl(2)}: {@code arg} is there only with some commands. */
    int semctl(
            int semid,
            int semnum,
            @OneOf({
                        "IPC_RMID",
                        "IPC_SET",
                        "IPC_STAT",
                        "IPC_INFO",
                        "SEM_INFO",
                        "SEM_STAT",
                        "GETALL",
                        "GETNCNT",
                        "GETPID",
                        "GETVAL",
                        "GETZCNT",
                        "SETALL",
                        "SETVAL"
                    })
                    int cmd,
            long arg);

    /** {@code semop(2)}. */
    int semop(int semid, Pointer sops, long nsops);

    /** {@code semtimedop(2)}. */
    int semtimedop(int semid, Pointer sops, long nsops, @In Struct timeout);

    /** {@code shmget(2)}. */
    int shmget(int key, long size, @Flags({"IPC_CREAT", "IPC_EXCL", "SHM_HUGETLB", "SHM_NORESERVE"}) int shmflg);

    /** {@code shmctl(2)}. */
    int shmctl(
            int shmid,
            @OneOf({"IPC_RMID", "IPC_SET", "IPC_STAT", "IPC_INFO", "SHM_INFO", "SHM_STAT", "SHM_LOCK", "SHM_UNLOCK"})
                    int cmd,
            Pointer buf);

    /** {@code shmat(2)}: a failure is -1. */
    @Fails(Fails.When.MINUS_ONE)
    Pointer shmat(int shmid, Pointer shmaddr, @Flags({"SHM_RND", "SHM_EXEC", "SHM_RDONLY", "SHM_REMAP"}) int shmflg);

    /** {@code shmdt(2)}. */
    int shmdt(Pointer shmaddr);
}
