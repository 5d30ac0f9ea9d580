/* libpbs as far as the reader uses it, by the ABI of pbs_ifl.h: it tells what a file says. Each line of that is
 * "vnode NAME", "job NAME", "server NAME", "resv NAME", or an attribute of the last of these: "name value",
 * "name.resource value". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct attrl {
    struct attrl *next;
    char *name;
    char *resource;
    char *value;
    int op;
};

struct batch_status {
    struct batch_status *next;
    char *name;
    struct attrl *attribs;
    char *text;
};

static __thread int error;
static char *file;
static int open_connections;
static int lists; /* answers that nobody has freed */
static int connect_error;
static int stat_error;
static char asked[4096];

int *__pbs_errno_location(void) { return &error; }

void stub_tell(const char *path) {
    free(file);
    file = strdup(path);
}
void stub_fail(int at_connect, int at_stat) {
    connect_error = at_connect;
    stat_error = at_stat;
}
int stub_open(void) { return open_connections; }
int stub_lists(void) { return lists; }
const char *stub_asked(void) { return asked; }

int pbs_connect(const char *server) {
    (void)server;
    if (connect_error) {
        error = connect_error;
        return -1;
    }
    open_connections++;
    return 7;
}
int pbs_disconnect(int connection) {
    open_connections -= connection == 7;
    return 0;
}
char *pbs_geterrmsg(int connection) { return connection == 7 ? "End of File" : NULL; }

static struct batch_status *stat(const char *kind) {
    struct batch_status *first = NULL, *last = NULL;
    struct attrl **end = NULL;
    char line[65536];
    FILE *in;

    if (stat_error) {
        error = stat_error;
        return NULL;
    }
    in = fopen(file, "r");
    while (in && fgets(line, sizeof line, in)) {
        char *value = strchr(line, ' ');
        line[strcspn(line, "\n")] = 0;
        if (!value)
            continue;
        *value++ = 0;
        if (!strcmp(line, "vnode") || !strcmp(line, "job") || !strcmp(line, "server") || !strcmp(line, "resv")) {
            struct batch_status *one;
            end = NULL;
            if (strcmp(line, kind))
                continue;
            one = calloc(1, sizeof *one);
            one->name = strdup(value);
            if (last)
                last->next = one;
            else
                first = one;
            last = one;
            end = &one->attribs;
        } else if (end) {
            struct attrl *one = calloc(1, sizeof *one);
            char *dot = strchr(line, '.');
            if (dot) {
                *dot = 0;
                one->resource = strdup(dot + 1);
            }
            one->name = strdup(line);
            one->value = strdup(value);
            *end = one;
            end = &one->next;
        }
    }
    if (in)
        fclose(in);
    lists += first != NULL;
    return first;
}

struct batch_status *pbs_statserver(int c, struct attrl *a, const char *e) {
    (void)c, (void)a, (void)e;
    return stat("server");
}
struct batch_status *pbs_statvnode(int c, const char *id, struct attrl *a, const char *e) {
    (void)c, (void)id, (void)a, (void)e;
    return stat("vnode");
}
struct batch_status *pbs_statresv(int c, const char *id, struct attrl *a, const char *e) {
    (void)c, (void)id, (void)a, (void)e;
    return stat("resv");
}
struct batch_status *pbs_statjob(int c, const char *id, struct attrl *a, const char *e) {
    (void)c, (void)id;
    asked[0] = 0;
    for (; a; a = a->next) {
        strcat(asked, a->name);
        strcat(asked, a->value && !*a->value && !a->resource ? " " : "! ");
    }
    strcat(asked, e ? e : "-");
    return stat("job");
}
void pbs_statfree(struct batch_status *at) {
    lists -= at != NULL;
    while (at) {
        struct batch_status *next = at->next;
        while (at->attribs) {
            struct attrl *rest = at->attribs->next;
            free(at->attribs->name);
            free(at->attribs->resource);
            free(at->attribs->value);
            free(at->attribs);
            at->attribs = rest;
        }
        free(at->name);
        free(at);
        at = next;
    }
}
