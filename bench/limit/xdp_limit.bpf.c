// xdp_limit.bpf.c - the least that counts 1-byte votes inside the kernel, as the limit to be held against. Built by clang for xdp_limit.c:
//   clang -O2 -g -target bpf -I/usr/include/x86_64-linux-gnu -c xdp_limit.bpf.c -o xdp_limit.o
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/udp.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#define CPUS 8
#define PORT 9999

struct block { __u64 votes[256]; __u64 packets; __u64 target_ifindex; __u64 unused[254]; };

// One block a CPU; on one CPU, one program runs at a time, so an increment is a plain load and store.
struct {
    __uint(type, BPF_MAP_TYPE_ARRAY);
    __uint(map_flags, BPF_F_MMAPABLE);
    __uint(max_entries, CPUS);
    __type(key, __u32);
    __type(value, struct block);
} blocks SEC(".maps");

static struct block *own_block(void) {
    __u32 cpu = bpf_get_smp_processor_id() & (CPUS - 1);
    return bpf_map_lookup_elem(&blocks, &cpu);
}

// On an interface: counts and drops one-vote datagrams to PORT, passes everything else on.
SEC("xdp") int count_xdp(struct xdp_md *ctx) {
    void *at = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
    struct ethhdr *eth = at;
    struct iphdr *ip = (void *)(eth + 1);
    struct udphdr *udp = (void *)(ip + 1);
    unsigned char *vote = (void *)(udp + 1);
    if ((void *)(vote + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP) || ip->ihl != 5
        || ip->protocol != IPPROTO_UDP || udp->dest != bpf_htons(PORT)) return XDP_PASS;
    struct block *block = own_block();
    if (!block) return XDP_PASS;
    block->packets++;
    block->votes[*vote]++;
    return XDP_DROP;
}

// On a UDP socket (SO_ATTACH_BPF): counts every byte of a datagram or of a joined packet, and lets none into the queue.
SEC("socket") int count_socket(struct __sk_buff *skb) {
    struct block *block = own_block();
    unsigned char bytes[64];
    __u32 at = 8, length = skb->len; // 8: the UDP header is still there
    if (!block) return 0;
    block->packets++;
    for (int i = 0; i < 32; i++) { // a joined packet of up to 2 KiB; the verifier follows each round, so not more
        if (at + sizeof bytes > length || bpf_skb_load_bytes(skb, at, bytes, sizeof bytes) < 0) break;
#pragma unroll
        for (int j = 0; j < (int)sizeof bytes; j++) block->votes[bytes[j]]++;
        at += sizeof bytes;
    }
    for (int i = 0; i < 64; i++) {
        if (at >= length || bpf_skb_load_bytes(skb, at, bytes, 1) < 0) break;
        block->votes[bytes[0]]++;
        at++;
    }
    return 0;
}

// Run by BPF_PROG_TEST_RUN with BPF_F_TEST_XDP_LIVE_FRAMES: sends its frame out of an interface again and again.
SEC("xdp") int generate(struct xdp_md *ctx) {
    void *at = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
    unsigned char *vote = at + sizeof(struct ethhdr) + sizeof(struct iphdr) + sizeof(struct udphdr);
    __u32 first = 0;
    struct block *block = bpf_map_lookup_elem(&blocks, &first);
    if ((void *)(vote + 1) > end || !block) return XDP_DROP;
    *vote = bpf_get_prandom_u32() & 3; // the UDP checksum of the frame is 0: none
    return bpf_redirect(block->target_ifindex, 0);
}

SEC("xdp") int pass_all(struct xdp_md *ctx) { return XDP_PASS; }

char _license[] SEC("license") = "GPL";
