# Builds a small C project with make, in parallel, and runs it.
# Needs: make gcc
mkdir src
for name in one two three four; do
    printf '#include <stdio.h>\nint %s(void);\nint %s(void)\n{\n    return puts("%s");\n}\n' $name $name $name > src/$name.c
done
printf 'int one(void), two(void), three(void), four(void);\nint main(void)\n{\n    one(), two(), three(), four();\n    return 3;\n}\n' > src/main.c
printf 'OBJECTS = $(patsubst %%.c,%%.o,$(sort $(wildcard src/*.c)))\nprogram: $(OBJECTS)\n\t@gcc -o $@ $^\n%%.o: %%.c\n\t@gcc -O2 -Wall -c -o $@ $<\nclean:\n\trm -f program $(OBJECTS)\n' > Makefile
make -s -j2
status=0
./program || status=$?
echo "status $status"
make -s -q
make clean
