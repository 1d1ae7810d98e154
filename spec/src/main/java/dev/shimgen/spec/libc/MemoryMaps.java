package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Mode;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Text;

/** Mappings of memory, and what the kernel knows of them. Lengths are in bytes. */
public interface MemoryMaps {

    /** {@code mmap(2)}: a failure is {@code MAP_FAILED}, which is -1. */
    @Fails(Fails.When.MINUS_ONE)
    Pointer mmap(
            Pointer addr,
            long length,
            @Flags("PROT_") int prot,
            @Flags(
                            value = {
                                "MAP_FIXED",
                                "MAP_ANONYMOUS",
                                "MAP_GROWSDOWN",
                                "MAP_DENYWRITE",
                                "MAP_EXECUTABLE",
                                "MAP_LOCKED",
                                "MAP_NORESERVE",
                                "MAP_POPULATE",
                                "MAP_NONBLOCK",
                                "MAP_STACK",
                                "MAP_HUGETLB",
                                "MAP_SYNC",
                                "MAP_FIXED_NOREPLACE",
                                "MAP_32BIT"
                            },
                            fields =
                                    @Flags.Field(
                                            mask = "MAP_TYPE",
                                            values = {"MAP_SHARED", "MAP_PRIVATE", "MAP_SHARED_VALIDATE"}))
                    int flags,
            @Fd int fd,
            long offset);

    /** {@code munmap(2)}. */
    int munmap(Pointer addr, long length);

    /** {@code mremap(2)}: {@code new_address} is there only with {@code MREMAP_FIXED} or {@code MREMAP_DONTUNMAP}. */
    @Fails(Fails.When.MINUS_ONE)
    Pointer mremap(Pointer old_address, long old_size, long new_size, @Flags("MREMAP_") int flags, long new_address);

    /** {@code mprotect(2)}. */
    int mprotect(Pointer addr, long len, @Flags("PROT_") int prot);

    /** {@code madvise(2)}. */
    int madvise(Pointer addr, long length, @OneOf("MADV_") int advice);

    /** {@code posix_madvise(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_madvise(Pointer addr, long len, @OneOf("POSIX_MADV_") int advice);

    /** {@code msync(2)}: writes a mapping to its file. */
    int msync(Pointer addr, long length, @Flags({"MS_ASYNC", "MS_INVALIDATE", "MS_SYNC"}) int flags);

    /** {@code mincore(2)}: one byte for each page. */
    int mincore(Pointer addr, long length, Pointer vec);

    /** {@code mlock(2)}. */
    int mlock(Pointer addr, long len);

    /** {@code mlock2(2)}. */
    int mlock2(Pointer addr, long len, @Flags("MLOCK_ONFAULT") int flags);

    /** {@code munlock(2)}. */
    int munlock(Pointer addr, long len);

    /** {@code mlockall(2)}. */
    int mlockall(@Flags("MCL_") int flags);

    /** {@code munlockall(2)}. */
    int munlockall();

    /** {@code remap_file_pages(2)}. */
    int remap_file_pages(Pointer addr, long size, int prot, long pgoff, @Flags("MAP_NONBLOCK") int flags);

    /** {@code pkey_alloc(2)}. */
    int pkey_alloc(int flags, @Flags("PKEY_DISABLE_") int access_rights);

    /** {@code pkey_free(2)}. */
    int pkey_free(int pkey);

    /** {@code pkey_mprotect(2)}. */
    int pkey_mprotect(Pointer addr, long len, @Flags("PROT_") int prot, int pkey);

    /** {@code brk(2)}: sets the end of the data segment. */
    int brk(Pointer addr);

    /** {@code sbrk(2)}: the result is the end before. */
    @Fails(Fails.When.MINUS_ONE)
    Pointer sbrk(long increment);

    /** {@code shm_open(3)}: a POSIX shared memory object. */
    int shm_open(@Text String name, @Flags("O_") int oflag, @Mode int mode);

    /** {@code shm_unlink(3)}. */
    int shm_unlink(@Text String name);

    /** {@code process_vm_readv(2)}: of another process; {@code flags} is 0. */
    long process_vm_readv(int pid, Pointer local_iov, long liovcnt, Pointer remote_iov, long riovcnt, long flags);

    /** {@code process_vm_writev(2)}: of another process; {@code flags} is 0. */
    long process_vm_writev(int pid, Pointer local_iov, long liovcnt, Pointer remote_iov, long riovcnt, long flags);
}
