#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

int tf_openat(int directory, const char *path, int flags, unsigned mode) {
    int descriptor = openat(directory, path, flags | O_CLOEXEC, (mode_t)mode);
    return descriptor < 0 ? -errno : descriptor;
}

int tf_pipe(int descriptors[2]) { return pipe2(descriptors, O_CLOEXEC) < 0 ? -errno : 0; }

pid_t tf_spawn_worker(const char *path, char *const arguments[], char *const environment[], int kept) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, defaults;
    pid_t child = 0;
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0) return -error;
    error = posix_spawnattr_init(&attributes);
    if (error != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return -error;
    }
    sigemptyset(&none);
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGINT);
    sigaddset(&defaults, SIGTERM);
    sigaddset(&defaults, SIGHUP);
    sigaddset(&defaults, SIGPIPE);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    error = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    if (error == 0) error = posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    if (error == 0) error = posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    // dup2 onto itself clears FD_CLOEXEC in the child only (POSIX.1-2024, and glibc since 2.29).
    if (error == 0 && kept >= 0) error = posix_spawn_file_actions_adddup2(&actions, kept, kept);
    if (error == 0) error = posix_spawn(&child, path, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error != 0 ? -error : child;
}

int64_t tf_free_space(int descriptor) {
    struct statvfs status;
    if (fstatvfs(descriptor, &status) < 0) return -errno;
    return (int64_t)status.f_bavail * (int64_t)status.f_frsize;
}

void tf_start_writeback(int descriptor) {
    int saved = errno;
    sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WRITE);
    errno = saved;
}

int64_t tf_group_id(const char *name) {
    struct group group, *found = NULL;
    char buffer[65536];
    if (getgrnam_r(name, &group, buffer, sizeof buffer, &found) != 0 || found == NULL) return -1;
    return (int64_t)found->gr_gid;
}

ssize_t tf_find_bytes(const void *haystack, size_t size, const void *needle, size_t length) {
    const char *found = memmem(haystack, size, needle, length);
    return found == NULL ? -1 : (ssize_t)(found - (const char *)haystack);
}

int tf_handle_signal(int signal, void (*handler)(int)) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_handler = handler;
    return sigaction(signal, &action, NULL) < 0 ? -errno : 0;
}

static volatile sig_atomic_t interrupts = 0;
static volatile sig_atomic_t last_signal = 0;
static volatile sig_atomic_t interrupt_descriptor = -1;

void tf_set_interrupt_descriptor(int descriptor) { interrupt_descriptor = descriptor; }
int tf_interrupt_count(void) { return interrupts; }
int tf_interrupt_signal(void) { return last_signal; }
void tf_clear_interrupt(void) { interrupts = 0; last_signal = 0; }

void tf_interrupt_handler(int signal) {
    int saved = errno;
    interrupts += 1;
    last_signal = signal;
    if (interrupt_descriptor >= 0) {
        ssize_t ignored = write(interrupt_descriptor, "!", 1);
        (void)ignored;
    }
    errno = saved;
}
