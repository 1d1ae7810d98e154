# Needs: perl
perl -e 'use POSIX; use Fcntl ":flock"; open F, ">", "f" or die; flock F, LOCK_EX; print F join ",", map { sprintf "%.3f", sqrt $_ } 1..50; close F;
    print -s "f", "\n"; print `echo shell`; $! = 2; print "$!\n"; print POSIX::strtod("1.5x"), "\n"; $pid = fork; exit 9 if !$pid; waitpid $pid, 0; print $? >> 8, "\n";
    local $SIG{ALRM} = sub { die "alarm\n" }; alarm 1; eval { sleep 10 }; print $@; $ENV{X} = "y"; print `printenv X`; print sort(keys %{{a=>1,b=>2}}), "\n"; exit 6' || echo "status $?"
