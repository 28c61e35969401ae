/* What Swift's Glibc module leaves out. */
#include <malloc.h>
#include <sys/mman.h>
#include <sys/epoll.h>
#include <sys/vfs.h>
#include <linux/magic.h>

/* <fcntl.h> tells it to GNU sources alone; the number is that of <asm-generic/fcntl.h>. */
#define OPEN_WITHOUT_ACCESS_TIME 01000000
