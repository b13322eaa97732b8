/* numbers_limit.c - what to hold a numbers server against, and a load for it.
 *   cc -O2 -o numbers_limit numbers_limit.c -pthread
 *   ./numbers_limit discard              reads and throws the bytes away: the limit of the sockets
 *   ./numbers_limit plain LOG            the whole job in the plainest way: a mutex, a bitmap, stdio
 *   ./numbers_limit job LOG              the whole job as fast as C does it: one epoll thread, words of the bitmap
 *                                        fetched ahead, the log written from the receive buffer
 *   ./numbers_limit load PORT COUNT UNIQUE% [SENDERS SILENT]
 *                                        sends lines from memory over five connections, 64 KiB a call; prints the
 *                                        seconds until the server has closed them all, and its own CPU seconds.
 *                                        Or over SENDERS, with SILENT more that are open meanwhile
 * A server prints its port, serves any number of connections, discard and plain with a thread each, and runs until it
 * is killed. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BUF (128 * 1024)
#define NUMBERS 1000000000u
#define BLOCK 1024 /* words fetched ahead: they fit the first caches */
#define SEND (64 * 1024)
#define CLIENTS 5 /* that send, unless told otherwise */
#define CLIENTS_MAX 20000

static FILE *numbers_log;
static uint8_t *seen;
static uint64_t *bits;
static int log_fd;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *discard(void *arg)
{
    int fd = (int)(intptr_t)arg;
    char *buf = malloc(BUF);
    while (read(fd, buf, BUF) > 0)
        ;
    free(buf);
    close(fd);
    return NULL;
}

static int take(const char *line)
{
    uint32_t n = 0;
    for (int i = 0; i < 9; i++) {
        if (line[i] < '0' || line[i] > '9')
            return 0;
        n = n * 10 + (uint32_t)(line[i] - '0');
    }
    if (line[9] != '\n')
        return 0;
    pthread_mutex_lock(&lock);
    if (!(seen[n >> 3] & (1u << (n & 7)))) {
        seen[n >> 3] |= (uint8_t)(1u << (n & 7));
        fwrite(line, 1, 10, numbers_log);
    }
    pthread_mutex_unlock(&lock);
    return 1;
}

static void *plain(void *arg)
{
    int fd = (int)(intptr_t)arg;
    char *buf = malloc(BUF);
    size_t have = 0;
    ssize_t n;
    while ((n = read(fd, buf + have, BUF - have)) > 0) {
        size_t at = 0;
        have += (size_t)n;
        while (have - at >= 10) {
            if (!take(buf + at))
                goto out;
            at += 10;
        }
        memmove(buf, buf + at, have - at);
        have -= at;
    }
out:
    pthread_mutex_lock(&lock);
    fflush(numbers_log);
    pthread_mutex_unlock(&lock);
    free(buf);
    close(fd);
    return NULL;
}

struct client {
    int fd;
    size_t have;
    char buf[BUF];
};

/* Eight digits checked and read as one word: the same multiplications as in LineParser.java. */
static int parse(const char *line, uint32_t *n)
{
    uint64_t w;
    uint32_t last = (uint32_t)(line[8] - '0');
    memcpy(&w, line, 8);
    if ((((w & (w + 0x0606060606060606u)) & 0xF0F0F0F0F0F0F0F0u) ^ 0x3030303030303030u)
        | ((w & 0xF0F0F0F0F0F0F0F0u) ^ 0x3030303030303030u) | (last > 9) | (line[9] != '\n'))
        return 0;
    w = ((w & 0x0F0F0F0F0F0F0F0Fu) * 2561) >> 8 & 0x00FF00FF00FF00FFu;
    w = (w * 6553601) >> 16 & 0x0000FFFF0000FFFFu;
    *n = (uint32_t)((w * 42949672960001u) >> 32) * 10 + last;
    return 1;
}

static void write_log(const char *from, size_t bytes)
{
    while (bytes > 0) {
        ssize_t n = write(log_fd, from, bytes);
        if (n < 0) {
            perror("log");
            exit(1);
        }
        from += n;
        bytes -= (size_t)n;
    }
}

/* Takes all whole lines: the new ones are moved together within the buffer and written from there. */
static int take_all(struct client *c)
{
    uint32_t numbers[BLOCK];
    char *at = c->buf, *end = c->buf + c->have, *fresh = c->buf;
    int good = 1;
    while (good && end - at >= 10) {
        char *line = at;
        int count = 0;
        while (count < BLOCK && end - at >= 10 && (good = parse(at, &numbers[count]))) {
            __builtin_prefetch(&bits[numbers[count] >> 6], 1);
            count++;
            at += 10;
        }
        for (int i = 0; i < count; i++, line += 10) {
            uint64_t bit = 1ull << (numbers[i] & 63), *word = &bits[numbers[i] >> 6], old = *word;
            *word = old | bit;
            memmove(fresh, line, 10);
            fresh += old & bit ? 0 : 10;
        }
    }
    write_log(c->buf, (size_t)(fresh - c->buf));
    c->have = (size_t)(end - at);
    memmove(c->buf, at, c->have);
    return good;
}

static int serve(struct client *c)
{
    ssize_t n;
    int open = 1;
    while (c->have < BUF && (n = recv(c->fd, c->buf + c->have, BUF - c->have, MSG_DONTWAIT)) != 0) {
        if (n < 0) {
            open = errno == EAGAIN;
            return take_all(c) && open;
        }
        c->have += (size_t)n;
    }
    open = c->have == BUF;
    return take_all(c) && open;
}

static void job(int s)
{
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = NULL}, ready[16];
    int ep = epoll_create1(0);
    epoll_ctl(ep, EPOLL_CTL_ADD, s, &e);
    for (;;) {
        int n = epoll_wait(ep, ready, 16, -1);
        for (int i = 0; i < n; i++) {
            struct client *c = ready[i].data.ptr;
            if (!c) {
                c = malloc(sizeof *c);
                c->fd = accept(s, NULL, NULL);
                c->have = 0;
                e.data.ptr = c;
                epoll_ctl(ep, EPOLL_CTL_ADD, c->fd, &e);
            } else if (!serve(c)) {
                close(c->fd);
                free(c);
            }
        }
    }
}

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Each number once in 10^9 steps: a - 1 is a multiple of 2, 4 and 5, and c of none of them (Hull and Dobell, 1962). */
static char *make_lines(size_t count, unsigned unique)
{
    char *lines = malloc(count * 10), *to = lines;
    uint64_t n = 123456789, random = 88172645463325252u;
    for (size_t i = 0; i < count; i++, to += 10) {
        if (i > 0 && i % 100 >= unique) {
            random ^= random << 13, random ^= random >> 7, random ^= random << 17; /* xorshift64, Marsaglia 2003 */
            memcpy(to, lines + random % i * 10, 10);
            continue;
        }
        uint64_t rest = n = (n * 618033981 + 271828183) % NUMBERS;
        for (int d = 8; d >= 0; d--, rest /= 10)
            to[d] = (char)('0' + rest % 10);
        to[9] = '\n';
    }
    return lines;
}

static int connected(uint16_t port)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(port)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&a, sizeof a)) {
        perror("connect");
        exit(1);
    }
    return fd;
}

/* The silent clients stay until the load has ended. */
static int load(uint16_t port, size_t count, unsigned unique, int senders, int silent)
{
    static struct pollfd fds[CLIENTS_MAX];
    static char *at[CLIENTS_MAX], *end[CLIENTS_MAX];
    char *lines = make_lines(count, unique);
    int open = senders;
    for (int i = 0; i < silent; i++)
        connected(port);
    sleep(silent > 0); /* the server accepts the last of them */
    for (int i = 0; i < senders; i++) {
        at[i] = lines + count * (size_t)i / (size_t)senders * 10;
        end[i] = lines + count * (size_t)(i + 1) / (size_t)senders * 10;
        fds[i] = (struct pollfd){.fd = connected(port), .events = POLLOUT};
    }
    double started = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID);
    while (open > 0 && poll(fds, (nfds_t)senders, -1) > 0) {
        for (int i = 0; i < senders; i++) {
            if (fds[i].revents & POLLOUT) {
                size_t left = (size_t)(end[i] - at[i]);
                ssize_t n = send(fds[i].fd, at[i], left < SEND ? left : SEND, MSG_DONTWAIT | MSG_NOSIGNAL);
                if (n < 0 && errno != EAGAIN) {
                    perror("send");
                    return 1;
                }
                at[i] += n > 0 ? n : 0;
                if (at[i] == end[i]) {
                    shutdown(fds[i].fd, SHUT_WR);
                    fds[i].events = POLLIN;
                }
            } else if (fds[i].revents) {
                close(fds[i].fd);
                fds[i].fd = -1;
                open--;
            }
        }
    }
    printf("%.3f %.3f\n", now(CLOCK_MONOTONIC) - started, now(CLOCK_PROCESS_CPUTIME_ID) - cpu);
    return 0;
}

int main(int argc, char **argv)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof a;
    int isplain = argc == 3 && !strcmp(argv[1], "plain");
    int isjob = argc == 3 && !strcmp(argv[1], "job");
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if ((argc == 5 || argc == 7) && !strcmp(argv[1], "load")) {
        int senders = argc == 7 ? atoi(argv[5]) : CLIENTS;
        if (senders < 1 || senders > CLIENTS_MAX) {
            fprintf(stderr, "numbers_limit: SENDERS is 1 to %d\n", CLIENTS_MAX);
            return 2;
        }
        return load((uint16_t)atoi(argv[2]), strtoul(argv[3], NULL, 10), (unsigned)atoi(argv[4]), senders,
                    argc == 7 ? atoi(argv[6]) : 0);
    }
    if (!isplain && !isjob && !(argc == 2 && !strcmp(argv[1], "discard"))) {
        fprintf(stderr, "usage: numbers_limit discard | plain LOG | job LOG | load PORT COUNT UNIQUE%% [SENDERS SILENT]\n");
        return 2;
    }
    if (isplain) {
        numbers_log = fopen(argv[2], "w");
        seen = calloc(NUMBERS / 8, 1);
    }
    if (isjob) {
        log_fd = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0644);
        bits = calloc(NUMBERS / 64, 8);
    }
    if ((isplain && (!numbers_log || !seen)) || (isjob && (log_fd < 0 || !bits))) {
        perror(argv[2]);
        return 1;
    }
    if (bind(s, (struct sockaddr *)&a, len) || listen(s, 128) || getsockname(s, (struct sockaddr *)&a, &len)) {
        perror("listen");
        return 1;
    }
    printf("%d\n", ntohs(a.sin_port));
    fflush(stdout);
    if (isjob)
        job(s);
    for (;;) {
        pthread_t t;
        int fd = accept(s, NULL, NULL);
        if (fd >= 0 && !pthread_create(&t, NULL, isplain ? plain : discard, (void *)(intptr_t)fd))
            pthread_detach(t);
    }
}
