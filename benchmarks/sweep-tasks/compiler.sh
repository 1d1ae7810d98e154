# Needs: gcc g++ clang gdb
printf '#include <stdio.h>\nint main(void) { printf("%%Lf %%s\\n", 1.5L, "text"); return 2; }\n' > a.c
gcc -O2 -static -o static a.c && ./static || echo "status $?"
gcc -O2 -static-pie -o static-pie a.c && ./static-pie || echo "status $?"
gcc -O2 -D_FORTIFY_SOURCE=2 -o plain a.c && ./plain || echo "status $?"
clang -O1 -o plain a.c && ./plain || echo "status $?"
printf '#include <iostream>\n#include <stdexcept>\nstruct S { ~S() { std::cout << "destroyed" << std::endl; } } s;\nint main() { try { throw std::runtime_error("thrown"); } catch (std::exception &e) { std::cout << e.what() << std::endl; } }\n' > a.cc
g++ -O1 -o plain a.cc && ./plain
gcc -c -Wall nothing.c || echo "status $?"
gdb --version
gdb -q -batch -ex 'print 6 * 7'
