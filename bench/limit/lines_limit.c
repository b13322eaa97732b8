/* lines_limit.c - what to hold a server of JSON lines against, and a load for one.
 *   cc -O2 -o lines_limit lines_limit.c
 *   ./lines_limit echo                   one epoll thread: finds "Username" in each line and answers in the shape of the
 *                                        users' protocol; prints its port and runs until it is killed
 *   ./lines_limit load PORT CONNECTIONS DEPTH SECONDS PID
 *                                        one epoll thread: keeps DEPTH requests unanswered on each connection, and checks
 *                                        that each answer succeeded and names its own request's user: a wrong one ends it
 *                                        with status 3. After two fifths of the time it begins to count; prints answers a
 *                                        second, p50 and p99 in ms, CPU ns an answer of the process PID and its own. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BUF (64 * 1024)
#define EVENTS 1024
#define DEPTH_MAX 64
#define USERS 1000
#define MICROS (1 << 22)

struct connection {
    int fd;
    uint32_t length;          /* bytes of a half line */
    uint32_t sent, answered;  /* requests, of the load */
    uint32_t users[DEPTH_MAX];
    int64_t times[DEPTH_MAX];
    char half[1024];
};

static uint32_t histogram[MICROS];

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void no_delay(int fd)
{
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

static void watch(int epoll, int fd, void *of)
{
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = of};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e) < 0)
        die("epoll_ctl");
}

/* Appends the answer to a line; returns its length. */
static int answer(const char *line, size_t length, char *out)
{
    static const char key[] = "\"Username\":\"";
    const char *name = memmem(line, length, key, sizeof key - 1);
    const char *end = name ? memchr(name + sizeof key - 1, '"', line + length - (name + sizeof key - 1)) : NULL;
    if (!end) {
        name = line - (sizeof key - 1);
        end = line;
    }
    name += sizeof key - 1;
    char *to = out;
    to = stpcpy(to, "{\"Success\":true,\"User\":{\"Username\":\"");
    to = mempcpy(to, name, end - name);
    to = stpcpy(to, "\",\"Password\":\"\",\"Nickname\":\"nick\",\"Token\":\"0123456789abcdef\"},\"Err\":\"\"}\n");
    return (int)(to - out);
}

/* Answers what has come on a connection; returns -1 at its end. */
static int serve(struct connection *c, char *in, char *out)
{
    memcpy(in, c->half, c->length);
    ssize_t got = read(c->fd, in + c->length, BUF);
    if (got <= 0)
        return got < 0 && errno == EAGAIN ? 0 : -1;
    char *at = in, *to = in + c->length + got, *end;
    int length = 0;
    while ((end = memchr(at, '\n', to - at))) {
        length += answer(at, end - at, out + length);
        at = end + 1;
    }
    c->length = (uint32_t)(to - at);
    if (c->length > sizeof c->half)
        return -1;
    memcpy(c->half, at, c->length);
    return length && write(c->fd, out, length) != length ? -1 : 0;
}

static void echo(void)
{
    static char in[BUF + 1024], out[BUF * 4];
    struct epoll_event events[EVENTS];
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof a;
    int server = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), epoll = epoll_create1(0);
    if (bind(server, (struct sockaddr *)&a, size) < 0 || listen(server, 4096) < 0)
        die("listen");
    getsockname(server, (struct sockaddr *)&a, &size);
    printf("%d\n", ntohs(a.sin_port));
    fflush(stdout);
    watch(epoll, server, NULL);
    for (;;) {
        int ready = epoll_wait(epoll, events, EVENTS, -1);
        for (int i = 0; i < ready; i++) {
            struct connection *c = events[i].data.ptr;
            if (!c) {
                int fd;
                while ((fd = accept(server, NULL, NULL)) >= 0) {
                    no_delay(fd);
                    c = calloc(1, sizeof *c);
                    c->fd = fd;
                    watch(epoll, fd, c);
                }
            } else if (serve(c, in, out) < 0) {
                close(c->fd);
                free(c);
            }
        }
    }
}

static const char *request_format;

/* Sends requests until DEPTH are unanswered. */
static void ask(struct connection *c, uint32_t depth)
{
    static uint64_t random = 88172645463325252ULL;
    char out[DEPTH_MAX * 256];
    int length = 0;
    int64_t t = now();
    while (c->sent - c->answered < depth) {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        uint32_t user = (uint32_t)(random % USERS);
        c->users[c->sent % DEPTH_MAX] = user;
        c->times[c->sent % DEPTH_MAX] = t;
        c->sent++;
        length += sprintf(out + length, request_format, user, user);
    }
    if (write(c->fd, out, length) != length)
        die("write");
}

static void check(struct connection *c, const char *line, size_t length, int64_t t)
{
    char expected[96];
    int n = sprintf(expected, "{\"Success\":true,\"User\":{\"Username\":\"id%u\"", c->users[c->answered % DEPTH_MAX]);
    if (length < (size_t)n || memcmp(line, expected, n)) {
        fprintf(stderr, "wrong: %s wanted, got %.*s\n", expected, (int)length, line);
        exit(3);
    }
    int64_t micros = (t - c->times[c->answered % DEPTH_MAX]) / 1000;
    histogram[micros < MICROS ? micros : MICROS - 1]++;
    c->answered++;
}

static void receive(struct connection *c, char *in, uint32_t depth)
{
    memcpy(in, c->half, c->length);
    ssize_t got = read(c->fd, in + c->length, BUF);
    if (got <= 0)
        die("the server ended a connection");
    char *at = in, *to = in + c->length + got, *end;
    int64_t t = now();
    while ((end = memchr(at, '\n', to - at))) {
        check(c, at, end - at, t);
        at = end + 1;
    }
    c->length = (uint32_t)(to - at);
    memcpy(c->half, at, c->length);
    ask(c, depth);
}

/* CPU time of a process so far, in seconds. */
static double cpu_of(const char *pid)
{
    char path[64], text[1024] = "";
    unsigned long user = 0, system = 0;
    snprintf(path, sizeof path, "/proc/%s/stat", pid);
    FILE *f = fopen(path, "r");
    if (!f || !fgets(text, sizeof text, f))
        die(path);
    fclose(f);
    sscanf(strrchr(text, ')'), ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
    return (double)(user + system) / sysconf(_SC_CLK_TCK);
}

static double percentile(uint64_t total, double share)
{
    uint64_t sum = 0;
    for (int i = 0; i < MICROS; i++) {
        sum += histogram[i];
        if (sum >= total * share)
            return i / 1000.0;
    }
    return MICROS / 1000.0;
}

static struct connection *connect_all(int epoll, int port, int count)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct connection *all = calloc(count, sizeof *all);
    for (int i = 0; i < count; i++) {
        all[i].fd = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(all[i].fd, (struct sockaddr *)&a, sizeof a) < 0)
            die("connect");
        no_delay(all[i].fd);
        watch(epoll, all[i].fd, &all[i]);
    }
    return all;
}

static int load(int port, int count, uint32_t depth, double seconds, const char *pid)
{
    static char in[BUF + 1024];
    struct epoll_event events[EVENTS];
    int epoll = epoll_create1(0);
    struct connection *all = connect_all(epoll, port, count);
    for (int i = 0; i < count; i++)
        ask(&all[i], depth);
    int64_t begin = now(), counted = 0, end = begin + (int64_t)(seconds * 1e9), t;
    int64_t warm = begin + (int64_t)(seconds * 0.4e9);
    char self[16];
    double served = 0, own = 0;
    snprintf(self, sizeof self, "%d", getpid());
    while ((t = now()) < end) {
        if (!counted && t > warm) {
            counted = t;
            memset(histogram, 0, sizeof histogram);
            served = cpu_of(pid);
            own = cpu_of(self);
        }
        int ready = epoll_wait(epoll, events, EVENTS, 100);
        for (int i = 0; i < ready; i++)
            receive(events[i].data.ptr, in, depth);
    }
    uint64_t total = 0;
    for (int i = 0; i < MICROS; i++)
        total += histogram[i];
    if (!total)
        die("no answer");
    printf("%.0f %.2f %.2f %.0f %.0f\n", total * 1e9 / (t - counted), percentile(total, 0.5), percentile(total, 0.99),
           (cpu_of(pid) - served) * 1e9 / total, (cpu_of(self) - own) * 1e9 / total);
    return 0;
}

int main(int argc, char **argv)
{
    request_format = "{\"Format\":\"LOGIN\",\"User\":{\"Username\":\"id%u\",\"Password\":\"pass%u\",\"Nickname\":\"\",\"Token\":\"\"}}\n";
    if (argc == 2 && !strcmp(argv[1], "echo"))
        echo();
    if (argc == 7 && !strcmp(argv[1], "load") && atoi(argv[4]) >= 1 && atoi(argv[4]) <= DEPTH_MAX)
        return load(atoi(argv[2]), atoi(argv[3]), (uint32_t)atoi(argv[4]), atof(argv[5]), argv[6]);
    fprintf(stderr, "usage: lines_limit echo | load PORT CONNECTIONS DEPTH(1-64) SECONDS PID\n");
    return 2;
}
