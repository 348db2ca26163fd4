#define _GNU_SOURCE
#include "CEditline.h"

#include <errno.h>
#include <fcntl.h>
#include <histedit.h>
#include <langinfo.h>
#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

_Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "wchar_t holds a scalar");

// More than anybody types or pastes; libedit counts in int.
#define LONGEST_LINE ((size_t)1 << 24)

struct tf_editline {
    EditLine *edit;
    FILE *nowhere;
    int input;
    struct termios saved;
    tf_next_key next_key;
    void *context;
};

static const struct {
    wchar_t key;
    const wchar_t *command;
} bindings[] = {
    {TF_KEY_BACKSPACE, L"em-delete-prev-char"},
    // Not ed-delete-next-char: that one overwrites the kill buffer.
    {TF_KEY_DELETE, L"em-delete-or-list"},
    {TF_KEY_KILL_TO_END, L"ed-kill-line"},
    {TF_KEY_KILL_TO_START, L"vi-kill-line-prev"},
    {TF_KEY_KILL_WORD_BACK, L"ed-delete-prev-word"},
    {TF_KEY_KILL_WORD, L"em-delete-next-word"},
    {TF_KEY_YANK, L"em-yank"},
    {TF_KEY_TRANSPOSE, L"ed-transpose-chars"},
    {TF_KEY_WORD_BACK, L"ed-prev-word"},
    {TF_KEY_WORD_FORWARD, L"em-next-word"},
    {TF_KEY_UPPERCASE, L"em-upper-case"},
    {TF_KEY_LOWERCASE, L"em-lower-case"},
    {TF_KEY_CAPITALIZE, L"em-capitol-case"},
};

// A locale whose characters are scalars, whatever the user's is: without one libedit takes no letter of a Chinese word
// for a letter. It is set for the thread while libedit runs (uselocale); the program's locale stays untouched.
static locale_t utf8_locale = (locale_t)0;
static pthread_once_t utf8_once = PTHREAD_ONCE_INIT;

static void make_utf8_locale(void) {
    static const char *const names[] = {"C.UTF-8", "C.utf8", "", "en_US.UTF-8", "zh_CN.UTF-8"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        locale_t found = newlocale(LC_CTYPE_MASK, names[i], (locale_t)0);
        if (found == (locale_t)0) continue;
        if (strcmp(nl_langinfo_l(CODESET, found), "UTF-8") == 0) {
            utf8_locale = found;
            return;
        }
        freelocale(found);
    }
}

static int enter_utf8(locale_t *previous) {
    pthread_once(&utf8_once, make_utf8_locale);
    if (utf8_locale == (locale_t)0) return -ENOENT;
    *previous = uselocale(utf8_locale);
    return 0;
}

static int set_modes(int terminal, const struct termios *modes) {
    while (tcsetattr(terminal, TCSADRAIN, modes) < 0)
        if (errno != EINTR) return -errno;
    return 0;
}

static int read_key(EditLine *edit, wchar_t *key) {
    tf_editline *editor = NULL;
    if (el_wget(edit, EL_CLIENTDATA, &editor) != 0 || editor == NULL) return -1;
    int next = editor->next_key(editor->context);
    if (next < 0) return -1;
    *key = (wchar_t)next;
    return 1;
}

static wchar_t empty_prompt[1] = {0};
static wchar_t *no_prompt(EditLine *edit) {
    (void)edit;
    return empty_prompt;
}

static int set_up(tf_editline *editor) {
    EditLine *edit = editor->edit;
    if (el_wset(edit, EL_CLIENTDATA, editor) != 0) return -1;
    if (el_wset(edit, EL_EDITOR, L"emacs") != 0) return -1;
    // TERM=emacs switches editing off; whether to edit is not libedit's decision here.
    if (el_wset(edit, EL_EDITMODE, 1) != 0) return -1;
    if (el_wset(edit, EL_SIGNAL, 0) != 0) return -1;
    if (el_wset(edit, EL_PROMPT, no_prompt) != 0) return -1;
    if (el_wset(edit, EL_GETCFN, read_key) != 0) return -1;
    // Ctrl-C and Ctrl-Z arrive as characters, like all other keys: no race with a signal handler, and no need for the
    // program to have one. Ctrl-S does not stop the terminal. Line ends arrive as they were sent (libedit would
    // exchange CR and LF).
    if (el_wset(edit, EL_SETTY, L"-d", L"-isig", L"-ixon", L"-icrnl", L"-inlcr", (wchar_t *)NULL) != 0) return -1;
    for (size_t i = 0; i < sizeof bindings / sizeof *bindings; i++) {
        wchar_t key[2] = {bindings[i].key, 0};
        // An unknown command must not be used: it can corrupt libedit's heap.
        if (el_wset(edit, EL_BIND, key, bindings[i].command, (wchar_t *)NULL) != 0) return -1;
    }
    return 0;
}

tf_editline *tf_editline_open(
    const char *program, int input, int output, tf_next_key next_key, void *context, int *error) {
    struct termios modes;
    locale_t previous;
    *error = 0;
    if (tcgetattr(input, &modes) < 0 || !isatty(output)) {
        *error = errno;
        return NULL;
    }
    tf_editline *editor = calloc(1, sizeof *editor);
    if (editor == NULL) {
        *error = ENOMEM;
        return NULL;
    }
    editor->input = input;
    editor->next_key = next_key;
    editor->context = context;
    editor->nowhere = fopen("/dev/null", "r+e");
    if (editor->nowhere == NULL) {
        *error = errno;
        free(editor);
        return NULL;
    }
    int code = enter_utf8(&previous);
    if (code == 0) {
        editor->edit =
            el_init_fd(program, editor->nowhere, editor->nowhere, editor->nowhere, input, output, output);
        if (editor->edit == NULL) {
            code = -ENOMEM;
        } else if (set_up(editor) < 0) {
            code = -ENOTSUP;
        }
        uselocale(previous);
        // el_init changes the modes at once; they are the program's until a line is read.
        (void)set_modes(input, &modes);
    }
    if (code < 0) {
        *error = -code;
        tf_editline_close(editor);
        return NULL;
    }
    return editor;
}

void tf_editline_close(tf_editline *editor) {
    locale_t previous;
    if (editor == NULL) return;
    if (editor->edit != NULL) {
        int entered = enter_utf8(&previous);
        // So that el_end does not set the modes once more, which would throw away what was typed ahead.
        (void)el_wset(editor->edit, EL_EDITMODE, 0);
        el_end(editor->edit);
        if (entered == 0) uselocale(previous);
    }
    if (editor->nowhere != NULL) fclose(editor->nowhere);
    free(editor);
}

int tf_editline_run(tf_editline *editor) {
    locale_t previous;
    int count = 0;
    while (tcgetattr(editor->input, &editor->saved) < 0)
        if (errno != EINTR) return -errno;
    int code = enter_utf8(&previous);
    if (code < 0) return code;
    (void)el_wgets(editor->edit, &count);
    (void)el_wset(editor->edit, EL_PREP_TERM, 0);
    uselocale(previous);
    return set_modes(editor->input, &editor->saved);
}

int tf_editline_pause(tf_editline *editor) {
    (void)el_wset(editor->edit, EL_PREP_TERM, 0);
    return set_modes(editor->input, &editor->saved);
}

int tf_editline_resume(tf_editline *editor) {
    // Off first: after a SIGSTOP libedit believes that the terminal still is as it left it.
    (void)el_wset(editor->edit, EL_PREP_TERM, 0);
    return el_wset(editor->edit, EL_PREP_TERM, 1) == 0 ? 0 : -EIO;
}

size_t tf_editline_length(tf_editline *editor) {
    const LineInfoW *line = el_wline(editor->edit);
    return (size_t)(line->lastchar - line->buffer);
}

size_t tf_editline_cursor(tf_editline *editor) {
    const LineInfoW *line = el_wline(editor->edit);
    return (size_t)(line->cursor - line->buffer);
}

size_t tf_editline_copy(tf_editline *editor, uint32_t *scalars, size_t capacity) {
    const LineInfoW *line = el_wline(editor->edit);
    size_t length = (size_t)(line->lastchar - line->buffer);
    if (length > capacity) length = capacity;
    for (size_t i = 0; i < length; i++) scalars[i] = (uint32_t)line->buffer[i];
    return length;
}

static wchar_t *wide_copy(const uint32_t *scalars, size_t count) {
    wchar_t *copy = malloc((count + 1) * sizeof *copy);
    if (copy == NULL) return NULL;
    for (size_t i = 0; i < count; i++) copy[i] = scalars[i] == 0 ? L'\xFFFD' : (wchar_t)scalars[i];
    copy[count] = 0;
    return copy;
}

int tf_editline_insert(tf_editline *editor, const uint32_t *scalars, size_t count) {
    if (count == 0) return 0;
    if (count > LONGEST_LINE || tf_editline_length(editor) > LONGEST_LINE - count) return -E2BIG;
    wchar_t *copy = wide_copy(scalars, count);
    if (copy == NULL) return -ENOMEM;
    int code = el_winsertstr(editor->edit, copy);
    free(copy);
    return code == 0 ? 0 : -ENOMEM;
}

int tf_editline_replace(tf_editline *editor, const uint32_t *scalars, size_t count, size_t cursor) {
    if (count == 0) return -EINVAL;
    if (count > LONGEST_LINE) return -E2BIG;
    wchar_t *copy = wide_copy(scalars, count);
    if (copy == NULL) return -ENOMEM;
    int code = el_wreplacestr(editor->edit, copy);
    free(copy);
    if (code != 0) return -ENOMEM;
    tf_editline_move(editor, cursor);
    return 0;
}

void tf_editline_move(tf_editline *editor, size_t cursor) {
    size_t length = tf_editline_length(editor);
    if (cursor > length) cursor = length;
    (void)el_cursor(editor->edit, (int)cursor - (int)tf_editline_cursor(editor));
}

int tf_scalar_columns(uint32_t scalar) {
    locale_t previous;
    if (enter_utf8(&previous) < 0) return 1;
    int columns = wcwidth((wchar_t)scalar);
    uselocale(previous);
    return columns;
}
