package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.In;
import dev.shimgen.spec.Mode;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Text;

/** Whom a process acts for: users, groups and the capabilities that go with them. */
public interface UserIds {

    /** {@code getuid(2)}. */
    @Fails(Fails.When.NEVER)
    int getuid();

    /** {@code geteuid(2)}. */
    @Fails(Fails.When.NEVER)
    int geteuid();

    /** {@code getgid(2)}. */
    @Fails(Fails.When.NEVER)
    int getgid();

    /** {@code getegid(2)}. */
    @Fails(Fails.When.NEVER)
    int getegid();

    /** {@code getresuid(2)}. */
    int getresuid(@Out Pointer ruid, @Out Pointer euid, @Out Pointer suid);

    /** {@code getresgid(2)}. */
    int getresgid(@Out Pointer rgid, @Out Pointer egid, @Out Pointer sgid);

    /** {@code setuid(2)}. */
    int setuid(int uid);

    /** {@code setgid(2)}. */
    int setgid(int gid);

    /** {@code seteuid(2)}. */
    int seteuid(int euid);

    /** {@code setegid(2)}. */
    int setegid(int egid);

    /** {@code setreuid(2)}: -1 leaves an id as it is. */
    int setreuid(int ruid, int euid);

    /** {@code setregid(2)}: -1 leaves an id as it is. */
    int setregid(int rgid, int egid);

    /** {@code setresuid(2)}: -1 leaves an id as it is. */
    int setresuid(int ruid, int euid, int suid);

    /** {@code setresgid(2)}: -1 leaves an id as it is. */
    int setresgid(int rgid, int egid, int sgid);

    /** {@code setfsuid(2)}: the result is the id before. */
    @Fails(Fails.When.NEVER)
    int setfsuid(int fsuid);

    /** {@code setfsgid(2)}: the result is the id before. */
    @Fails(Fails.When.NEVER)
    int setfsgid(int fsgid);

    /** {@code getgroups(2)}. */
    int getgroups(int size, @Out(count = "return") Pointer list);

    /** {@code setgroups(2)}. */
    int setgroups(long size, @In(count = "size") Pointer list);

    /** {@code initgroups(3)}. */
    int initgroups(@Text String user, int group);

    /** {@code getgrouplist(3)}: -1 if there is not enough room. */
    @Fails(Fails.When.NEVER)
    int getgrouplist(@Text String user, int group, Pointer groups, @Out Pointer ngroups);

    /** {@code group_member(3)}. */
    int group_member(int gid);

    /** {@code umask(2)}: the result is the mask before. */
    int umask(@Mode int mask);
}
