#define _GNU_SOURCE
#include "CEditline.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static const struct {
    int signal;
    int flag;
} watched[] = {
    {SIGINT, TF_WAIT_INTERRUPT}, {SIGTERM, TF_WAIT_TERMINATE}, {SIGHUP, TF_WAIT_TERMINATE},
    {SIGCONT, TF_WAIT_CONTINUE}, {SIGWINCH, TF_WAIT_RESIZE},   {SIGTSTP, TF_WAIT_SUSPEND},
};
#define WATCHED (sizeof watched / sizeof *watched)

static struct sigaction before[WATCHED];
static volatile sig_atomic_t taken[WATCHED];
static volatile sig_atomic_t came[WATCHED];
static volatile sig_atomic_t wake_end = -1;
static int wait_end = -1;
static int active = 0;

// The one thing that is safe in a handler: note it, and wake whoever waits, on whichever thread that is.
static void note(int signal, siginfo_t *information, void *machine) {
    int saved = errno;
    for (size_t i = 0; i < WATCHED; i++) {
        if (watched[i].signal != signal) continue;
        came[i] = 1;
        ssize_t ignored = write(wake_end, "!", 1);
        (void)ignored;
        // The program may keep its own account of these two; SIGINT, SIGTERM and SIGHUP belong to the line meanwhile.
        if (signal != SIGCONT && signal != SIGWINCH) continue;
        if (before[i].sa_flags & SA_SIGINFO) {
            before[i].sa_sigaction(signal, information, machine);
        } else if (before[i].sa_handler != SIG_DFL && before[i].sa_handler != SIG_IGN) {
            before[i].sa_handler(signal);
        }
    }
    errno = saved;
}

static int take_over(size_t i) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_sigaction = note;
    action.sa_flags = SA_SIGINFO;
    return sigaction(watched[i].signal, &action, NULL) < 0 ? -errno : 0;
}

int tf_signals_begin(int suspends) {
    if (active) return -EBUSY;
    if (wait_end < 0) {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0) return -errno;
        wait_end = ends[0];
        wake_end = ends[1];
    }
    active = 1;
    for (size_t i = 0; i < WATCHED; i++) {
        int wanted = watched[i].signal != SIGTSTP || suspends;
        came[i] = 0;
        taken[i] = 0;
        if (!wanted) continue;
        int code = sigaction(watched[i].signal, NULL, &before[i]) < 0 ? -errno : 0;
        int informs = watched[i].signal == SIGCONT || watched[i].signal == SIGWINCH;
        int ignored = !(before[i].sa_flags & SA_SIGINFO) && before[i].sa_handler == SIG_IGN;
        if (code == 0 && ignored && !informs) continue;
        if (code == 0) code = take_over(i);
        if (code < 0) {
            tf_signals_end();
            return code;
        }
        taken[i] = 1;
    }
    return 0;
}

void tf_signals_end(void) {
    int again[WATCHED] = {0};
    if (!active) return;
    for (size_t i = 0; i < WATCHED; i++) {
        if (!taken[i]) continue;
        (void)sigaction(watched[i].signal, &before[i], NULL);
        taken[i] = 0;
        again[i] = came[i] && watched[i].flag == TF_WAIT_TERMINATE;
    }
    active = 0;
    for (size_t i = 0; i < WATCHED; i++)
        if (again[i]) (void)raise(watched[i].signal);
}

static int flags_that_came(void) {
    int flags = 0;
    for (size_t i = 0; i < WATCHED; i++) {
        if (!came[i]) continue;
        flags |= watched[i].flag;
        // What ends the program is kept for tf_signals_end.
        if (watched[i].flag != TF_WAIT_TERMINATE) came[i] = 0;
    }
    return flags;
}

int tf_signals_wait(int input, int blocking) {
    for (;;) {
        struct pollfd polled[2] = {{.fd = input, .events = POLLIN}, {.fd = wait_end, .events = POLLIN}};
        int flags = flags_that_came();
        if (flags != 0) return flags;
        // A signal between here and poll has left its byte in the pipe, so poll returns at once.
        int ready = poll(polled, 2, blocking ? -1 : 0);
        if (ready < 0 && errno != EINTR) return -errno;
        if (ready > 0 && polled[1].revents != 0) {
            char bytes[64];
            while (read(wait_end, bytes, sizeof bytes) > 0) continue;
        }
        flags = flags_that_came();
        if (flags != 0) return flags;
        if (ready > 0 && (polled[0].revents & POLLNVAL)) return -EBADF;
        if (ready > 0 && polled[0].revents != 0) return TF_WAIT_INPUT;
        if (ready == 0 && !blocking) return 0;
    }
}

void tf_signals_suspend(int group) {
    struct sigaction action, previous;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    if (group) {
        // The others first, past ourselves: what the terminal does for Ctrl-Z when it is not raw.
        action.sa_handler = SIG_IGN;
        if (sigaction(SIGTSTP, &action, &previous) < 0) return;
        // Ignored by the program: then nothing stops, as with any program that ignores it.
        int ignored = !(previous.sa_flags & SA_SIGINFO) && previous.sa_handler == SIG_IGN;
        if (ignored) return;
        (void)kill(0, SIGTSTP);
    } else if (sigaction(SIGTSTP, NULL, &previous) < 0) {
        return;
    }
    action.sa_handler = SIG_DFL;
    if (sigaction(SIGTSTP, &action, NULL) == 0) {
        // raise() delivers to this very thread, so that it returns only after SIGCONT.
        (void)raise(SIGTSTP);
    }
    (void)sigaction(SIGTSTP, &previous, NULL);
}
