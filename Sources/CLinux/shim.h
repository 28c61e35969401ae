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

/* When a file was created, in nanoseconds since 1970, which GNU sources alone are told of; -1 where nobody knows. */
#include <linux/stat.h>
int statx(int folder, const char *path, int flags, unsigned int wanted, struct statx *status);
static inline long long birth_of_file(const char *path)
{
    struct statx status;
    /* In the working directory, and of a link itself: AT_FDCWD and AT_SYMLINK_NOFOLLOW of <linux/fcntl.h>. */
    if (statx(-100, path, 0x100, STATX_BTIME, &status) != 0 || !(status.stx_mask & STATX_BTIME)) return -1;
    return status.stx_btime.tv_sec * 1000000000LL + status.stx_btime.tv_nsec;
}
