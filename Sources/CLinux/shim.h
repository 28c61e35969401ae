/* What Swift's Glibc module leaves out. */
#include <malloc.h>
#include <sys/mman.h>
#include <sys/epoll.h>
#include <sys/vfs.h>
#include <linux/magic.h>
