// A child process on a pseudo-terminal, for tests; Swift does not see posix_openpt and its kin.
#ifndef TASKFERRY_CPSEUDOTERMINAL_H
#define TASKFERRY_CPSEUDOTERMINAL_H

#include <sys/types.h>

/// A new terminal of this size: its non-blocking master, or -errno.
int tf_open_terminal(unsigned short columns, unsigned short rows);

/// Starts `path` as the leader of a new session, with the terminal as its standard input, output and error, in
/// `folder` (NULL: where this process is). Returns the child or -errno.
pid_t tf_spawn_on_terminal(
    int master, const char *path, char *const arguments[], char *const environment[], const char *folder);

/// 0 or -errno.
int tf_resize_terminal(int master, unsigned short columns, unsigned short rows);

#endif
