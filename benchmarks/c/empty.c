/* A library that has nothing: what preloading costs by itself, and which system calls ld.so(8) makes for it. */
typedef int nothing;
