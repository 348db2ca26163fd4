#define _GNU_SOURCE
#include "CPseudoTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

int tf_resize_terminal(int master, unsigned short columns, unsigned short rows) {
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    return ioctl(master, TIOCSWINSZ, &size) < 0 ? -errno : 0;
}

int tf_open_terminal(unsigned short columns, unsigned short rows) {
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (master < 0) return -errno;
    int code = tf_resize_terminal(master, columns, rows);
    if (code == 0 && (grantpt(master) < 0 || unlockpt(master) < 0)) code = -errno;
    if (code == 0) return master;
    close(master);
    return code;
}

pid_t tf_spawn_on_terminal(
    int master, const char *path, char *const arguments[], char *const environment[], const char *folder) {
    char name[128];
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, defaults;
    pid_t child = 0;
    int code = ptsname_r(master, name, sizeof name);
    if (code != 0) return -code;
    sigemptyset(&none);
    sigemptyset(&defaults);
    for (int signal = 1; signal < 32; signal++) sigaddset(&defaults, signal);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    // The first terminal that the leader of a session opens becomes its controlling terminal.
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0);
    posix_spawn_file_actions_adddup2(&actions, 0, 1);
    posix_spawn_file_actions_adddup2(&actions, 0, 2);
    if (folder != NULL) posix_spawn_file_actions_addchdir_np(&actions, folder);
    code = posix_spawn(&child, path, &actions, &attributes, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return code == 0 ? child : -code;
}
