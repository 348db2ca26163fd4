// What Swift cannot call of libedit: variadic functions, FILE*, the thread's locale; and the signals of a line that is
// being read.
//
// libedit keeps the line, the kill buffer, the editing commands and the terminal's modes. It does not draw: its screen
// code (3.1-20221030) cannot show text taller than the window, drops combining marks and loses its place after a
// resize, so its output goes to /dev/null and LineEditor draws. It does not read keys either: it gets them one by one
// from `next_key`, already taken apart, so that no escape sequence can end up in the line.
#ifndef TASKFERRY_CEDITLINE_H
#define TASKFERRY_CEDITLINE_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

typedef struct tf_editline tf_editline;

/// The editing commands that libedit does: what `next_key` may return. Values are C1 controls, which nobody types.
enum {
    TF_KEY_BACKSPACE = 0x80,
    TF_KEY_DELETE,
    TF_KEY_KILL_TO_END,
    TF_KEY_KILL_TO_START,
    TF_KEY_KILL_WORD_BACK,
    TF_KEY_KILL_WORD,
    TF_KEY_YANK,
    TF_KEY_TRANSPOSE,
    TF_KEY_WORD_BACK,
    TF_KEY_WORD_FORWARD,
    TF_KEY_UPPERCASE,
    TF_KEY_LOWERCASE,
    TF_KEY_CAPITALIZE,
};

/// Gives the next command (TF_KEY_…), or -1 when the line is done, for whatever reason. While it runs the line may be
/// read and changed through the functions below.
typedef int (*tf_next_key)(void *context);

/// An editor on a terminal; NULL with *error set to an errno when it cannot be had. The terminal's modes are left as
/// they were.
tf_editline *tf_editline_open(
    const char *program, int input, int output, tf_next_key next_key, void *context, int *error);
void tf_editline_close(tf_editline *editor);

/// Edits one line: the terminal is raw meanwhile and afterwards exactly as before. 0 or -errno.
int tf_editline_run(tf_editline *editor);

/// Gives the terminal back in the middle of a line, and takes it again. 0 or -errno.
int tf_editline_pause(tf_editline *editor);
int tf_editline_resume(tf_editline *editor);

/// The line: all counts are scalars (libedit's own `el_line` counts bytes, its `el_deletestr` wide characters).
size_t tf_editline_length(tf_editline *editor);
size_t tf_editline_cursor(tf_editline *editor);

/// Copies at most `capacity` scalars of the line; returns how many.
size_t tf_editline_copy(tf_editline *editor, uint32_t *scalars, size_t capacity);

/// Inserts at the cursor. 0 or -errno.
int tf_editline_insert(tf_editline *editor, const uint32_t *scalars, size_t count);

/// Replaces the whole line by `count` scalars, at least one, and sets the cursor. The kill buffer stays. 0 or -errno.
int tf_editline_replace(tf_editline *editor, const uint32_t *scalars, size_t count, size_t cursor);
void tf_editline_move(tf_editline *editor, size_t cursor);

/// The columns of one scalar by the C library's table; -1 when it is not printable. Needs no editor.
int tf_scalar_columns(uint32_t scalar);

/// What tf_signals_wait found.
enum {
    TF_WAIT_INPUT = 1,
    TF_WAIT_INTERRUPT = 2,
    TF_WAIT_TERMINATE = 4,
    TF_WAIT_SUSPEND = 8,
    TF_WAIT_CONTINUE = 16,
    TF_WAIT_RESIZE = 32,
};

/// Takes over SIGINT, SIGTERM, SIGHUP, SIGCONT and SIGWINCH, with `suspends` SIGTSTP too, until tf_signals_end. Signals
/// that the program ignores stay ignored; the program's own handlers of SIGCONT and SIGWINCH are called as well.
/// 0 or -errno.
int tf_signals_begin(int suspends);

/// Puts back the handlers from before. A SIGTERM or SIGHUP that came meanwhile is raised again, for them.
void tf_signals_end(void);

/// Waits until `input` can be read or a signal came: a set of TF_WAIT_…, 0 when not `blocking` and nothing is there,
/// or -errno. No signal is lost, whichever thread it was delivered to.
int tf_signals_wait(int input, int blocking);

/// Stops this process, with `group` its whole process group, and returns when it was continued.
void tf_signals_suspend(int group);

#endif
