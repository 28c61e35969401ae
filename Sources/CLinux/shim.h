/* What Swift's Glibc module leaves out. */
#include <malloc.h>
#include <sys/mman.h>
#include <sys/epoll.h>
#include <sys/vfs.h>
#include <linux/magic.h>

/* Told to GNU sources alone. */
int pipe2(int ends[2], int flags);
void *memmem(const void *bytes, size_t count, const void *mark, size_t length);
int syncfs(int descriptor);

/* <fcntl.h> tells it to GNU sources alone; the number is that of <asm-generic/fcntl.h>. */
#define OPEN_WITHOUT_ACCESS_TIME 01000000

/* As above: for descriptors that stand for a file without opening it. */
#define OPEN_PATH_ONLY 010000000

/* As above: a lease on a file, and the signal that tells who holds it that somebody wants to write. */
#define SET_LEASE 1024
#define SET_LEASE_SIGNAL 10

/* Told to GNU sources alone, as is its flag: a file that lies in memory, and is closed when another program is run. */
#include <sys/sendfile.h>
int memfd_create(const char *name, unsigned int flags);
#define MEMORY_FILE_CLOSED_ON_EXEC 1U
