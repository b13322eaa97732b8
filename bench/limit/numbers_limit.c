/* numbers_limit.c - what to hold a numbers server against.
 *   cc -O2 -o numbers_limit numbers_limit.c -pthread
 *   ./numbers_limit discard              reads and throws the bytes away: the limit of the sockets
 *   ./numbers_limit plain LOG            the whole job in the plainest way: a mutex, a bitmap, stdio
 * Prints its port, serves any number of connections with a thread each, and runs until it is killed. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BUF (128 * 1024)

static FILE *numbers_log;
static uint8_t *seen;
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

int main(int argc, char **argv)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof a;
    int isplain = argc == 3 && !strcmp(argv[1], "plain");
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (!isplain && !(argc == 2 && !strcmp(argv[1], "discard"))) {
        fprintf(stderr, "usage: numbers_limit discard | plain LOG\n");
        return 2;
    }
    if (isplain) {
        numbers_log = fopen(argv[2], "w");
        seen = calloc(1000000000 / 8, 1);
        if (!numbers_log || !seen) {
            perror(argv[2]);
            return 1;
        }
    }
    if (bind(s, (struct sockaddr *)&a, len) || listen(s, 128) || getsockname(s, (struct sockaddr *)&a, &len)) {
        perror("listen");
        return 1;
    }
    printf("%d\n", ntohs(a.sin_port));
    fflush(stdout);
    for (;;) {
        pthread_t t;
        int fd = accept(s, NULL, NULL);
        if (fd >= 0 && !pthread_create(&t, NULL, isplain ? plain : discard, (void *)(intptr_t)fd))
            pthread_detach(t);
    }
}
