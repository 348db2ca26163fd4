// What Swift cannot call: variadic functions, macros and GNU extensions.
#ifndef TASKFERRY_CSYSTEM_H
#define TASKFERRY_CSYSTEM_H

#include <stdint.h>
#include <sys/types.h>

/// openat(2) with a mode; O_CLOEXEC is always added. Returns a descriptor or -errno.
int tf_openat(int directory, const char *path, int flags, unsigned mode);

/// pipe2(2) with O_CLOEXEC. Returns 0 or -errno.
int tf_pipe(int descriptors[2]);

/// Starts `path` in a session of its own (POSIX_SPAWN_SETSID), with standard input, output and error on /dev/null
/// and the descriptor `kept` inherited under its own number (-1: none). Returns the process id or -errno.
pid_t tf_spawn_worker(const char *path, char *const arguments[], char *const environment[], int kept);


/// Bytes free for this user on the file system of an open descriptor, or -errno.
int64_t tf_free_space(int descriptor);

/// Starts writing the dirty pages of an open file to the disk without waiting; a hint, so errors do not count.
void tf_start_writeback(int descriptor);

/// The id of a group by name, or -1 when there is none.
int64_t tf_group_id(const char *name);

/// Where the needle begins in the haystack, or -1 (memmem).
ssize_t tf_find_bytes(const void *haystack, size_t size, const void *needle, size_t length);

/// Installs `handler` for `signal` without SA_RESTART, so that a blocking call returns with EINTR. 0 or -errno.
int tf_handle_signal(int signal, void (*handler)(int));

/// Writes one byte to the descriptor set by tf_set_interrupt_descriptor: the one thing the SIGINT handler does.
void tf_interrupt_handler(int signal);
void tf_set_interrupt_descriptor(int descriptor);

/// How often SIGINT, SIGTERM or SIGHUP has come since tf_clear_interrupt, and which came last (0: none).
int tf_interrupt_count(void);
int tf_interrupt_signal(void);
void tf_clear_interrupt(void);

#endif
