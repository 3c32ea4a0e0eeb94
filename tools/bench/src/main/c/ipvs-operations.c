// SPDX-License-Identifier: Apache-2.0
//
// What a program in C on libnl-genl-3 does to the destinations of one IPVS service over one socket, timed:
//
//   ipvs-operations single|pipelined DESTINATIONS DUMPS
//
// Adds, edits, lists and deletes them, and prints a line "WHAT COUNT NANOSECONDS" for each. "single" waits for the
// answer to every request, the library's way. "pipelined" puts 64 requests into a datagram and asks for one answer.
// The service, tcp 10.99.0.1:80, is made before and deleted after; it must not be there.

#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <netlink/genl/ctrl.h>
#include <netlink/genl/genl.h>
#include <netlink/netlink.h>

#include <linux/ip_vs.h>

enum { IN_A_SEND = 64 };

static struct nl_sock *sock;
static int family;

static void die(const char *what, int error) {
  fprintf(stderr, "ipvs-operations: %s: %s\n", what, nl_geterror(error));
  exit(1);
}

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void put_service(struct nl_msg *msg, int whole) {
  struct in_addr address = {htonl(0x0a630001)};
  struct nlattr *nest = nla_nest_start(msg, IPVS_CMD_ATTR_SERVICE);
  nla_put_u16(msg, IPVS_SVC_ATTR_AF, AF_INET);
  nla_put_u16(msg, IPVS_SVC_ATTR_PROTOCOL, IPPROTO_TCP);
  nla_put(msg, IPVS_SVC_ATTR_ADDR, sizeof address, &address);
  nla_put_u16(msg, IPVS_SVC_ATTR_PORT, htons(80));
  if (whole) {
    struct ip_vs_flags flags = {.flags = 0, .mask = ~0};
    nla_put_string(msg, IPVS_SVC_ATTR_SCHED_NAME, "rr");
    nla_put(msg, IPVS_SVC_ATTR_FLAGS, sizeof flags, &flags);
    nla_put_u32(msg, IPVS_SVC_ATTR_TIMEOUT, 0);
    nla_put_u32(msg, IPVS_SVC_ATTR_NETMASK, ~0u);
  }
  nla_nest_end(msg, nest);
}

static void put_destination(struct nl_msg *msg, int number, int whole, uint32_t weight) {
  struct in_addr address = {htonl(0x0ac80000 + (uint32_t)number)};
  struct nlattr *nest = nla_nest_start(msg, IPVS_CMD_ATTR_DEST);
  nla_put_u16(msg, IPVS_DEST_ATTR_ADDR_FAMILY, AF_INET);
  nla_put(msg, IPVS_DEST_ATTR_ADDR, sizeof address, &address);
  nla_put_u16(msg, IPVS_DEST_ATTR_PORT, htons(80));
  if (whole) {
    nla_put_u32(msg, IPVS_DEST_ATTR_FWD_METHOD, IP_VS_CONN_F_DROUTE);
    nla_put_u32(msg, IPVS_DEST_ATTR_WEIGHT, weight);
    nla_put_u32(msg, IPVS_DEST_ATTR_U_THRESH, 0);
    nla_put_u32(msg, IPVS_DEST_ATTR_L_THRESH, 0);
  }
  nla_nest_end(msg, nest);
}

static struct nl_msg *request(int command, int flags) {
  struct nl_msg *msg = nlmsg_alloc();
  genlmsg_put(msg, NL_AUTO_PORT, NL_AUTO_SEQ, family, 0, flags, command, IPVS_GENL_VERSION);
  return msg;
}

static void service(int command, int whole) {
  struct nl_msg *msg = request(command, 0);
  put_service(msg, whole);
  int error = nl_send_sync(sock, msg);
  if (error < 0) die("the service", error);
}

static struct nl_msg *destination(int command, int number, uint32_t weight) {
  struct nl_msg *msg = request(command, 0);
  put_service(msg, 0);
  put_destination(msg, number, command != IPVS_CMD_DEL_DEST, weight);
  return msg;
}

static void one_by_one(int command, int count, uint32_t weight) {
  for (int i = 0; i < count; i++) {
    int error = nl_send_sync(sock, destination(command, i, weight));
    if (error < 0) die("a destination", error);
  }
}

// Reads answers until the one to this request. Refusals of others come before it.
static void await(uint32_t sequence) {
  for (;;) {
    struct sockaddr_nl from;
    unsigned char *answer = NULL;
    int length = nl_recv(sock, &from, &answer, NULL);
    if (length < 0) die("an answer", length);
    int last = 0;
    for (struct nlmsghdr *hdr = (struct nlmsghdr *)answer; nlmsg_ok(hdr, length); hdr = nlmsg_next(hdr, &length)) {
      struct nlmsgerr *error = nlmsg_data(hdr);
      if (hdr->nlmsg_type == NLMSG_ERROR && error->error != 0) {
        fprintf(stderr, "ipvs-operations: refused: %s\n", strerror(-error->error));
        exit(1);
      }
      last |= hdr->nlmsg_seq == sequence;
    }
    free(answer);
    if (last) return;
  }
}

static void pipelined(int command, int count, uint32_t weight) {
  static unsigned char packed[IN_A_SEND * 256];
  for (int i = 0; i < count;) {
    size_t size = 0;
    uint32_t sequence = 0;
    for (int n = 0; n < IN_A_SEND && i < count; n++, i++) {
      struct nl_msg *msg = destination(command, i, weight);
      nl_complete_msg(sock, msg);
      struct nlmsghdr *hdr = nlmsg_hdr(msg);
      hdr->nlmsg_flags = NLM_F_REQUEST | (n == IN_A_SEND - 1 || i == count - 1 ? NLM_F_ACK : 0);
      sequence = hdr->nlmsg_seq;
      memcpy(packed + size, hdr, hdr->nlmsg_len);
      size += NLMSG_ALIGN(hdr->nlmsg_len);
      nlmsg_free(msg);
    }
    int error = nl_sendto(sock, packed, size);
    if (error < 0) die("send", error);
    await(sequence);
  }
}

struct statistics {
  uint64_t conns, inpkts, outpkts, inbytes, outbytes, cps, inpps, outpps, inbps, outbps;
};

struct destination {
  struct in_addr address;
  uint16_t port;
  uint32_t forwarding, weight, upper, lower, active, inactive, persistent;
  struct statistics stats;
};

struct listing {
  int seen;
  uint64_t weights;
};

static void read_stats(struct nlattr *attribute, struct statistics *into) {
  struct nlattr *of[IPVS_STATS_ATTR_MAX + 1];
  if (attribute == NULL || nla_parse_nested(of, IPVS_STATS_ATTR_MAX, attribute, NULL) < 0) return;
#define TAKE(field, attr) if (of[attr]) into->field = nla_get_u64(of[attr])
  TAKE(conns, IPVS_STATS_ATTR_CONNS);
  TAKE(inpkts, IPVS_STATS_ATTR_INPKTS);
  TAKE(outpkts, IPVS_STATS_ATTR_OUTPKTS);
  TAKE(inbytes, IPVS_STATS_ATTR_INBYTES);
  TAKE(outbytes, IPVS_STATS_ATTR_OUTBYTES);
  TAKE(cps, IPVS_STATS_ATTR_CPS);
  TAKE(inpps, IPVS_STATS_ATTR_INPPS);
  TAKE(outpps, IPVS_STATS_ATTR_OUTPPS);
  TAKE(inbps, IPVS_STATS_ATTR_INBPS);
  TAKE(outbps, IPVS_STATS_ATTR_OUTBPS);
#undef TAKE
}

static int listed(struct nl_msg *msg, void *arg) {
  struct listing *listing = arg;
  struct nlattr *attributes[IPVS_CMD_ATTR_MAX + 1], *of[IPVS_DEST_ATTR_MAX + 1];
  struct destination found = {.port = 0};
  if (genlmsg_parse(nlmsg_hdr(msg), 0, attributes, IPVS_CMD_ATTR_MAX, NULL) < 0 || !attributes[IPVS_CMD_ATTR_DEST] ||
      nla_parse_nested(of, IPVS_DEST_ATTR_MAX, attributes[IPVS_CMD_ATTR_DEST], NULL) < 0) {
    fprintf(stderr, "ipvs-operations: a listing that makes no sense\n");
    exit(1);
  }
  memcpy(&found.address, nla_data(of[IPVS_DEST_ATTR_ADDR]), sizeof found.address);
  found.port = nla_get_u16(of[IPVS_DEST_ATTR_PORT]);
  found.forwarding = nla_get_u32(of[IPVS_DEST_ATTR_FWD_METHOD]);
  found.weight = nla_get_u32(of[IPVS_DEST_ATTR_WEIGHT]);
  found.upper = nla_get_u32(of[IPVS_DEST_ATTR_U_THRESH]);
  found.lower = nla_get_u32(of[IPVS_DEST_ATTR_L_THRESH]);
  found.active = nla_get_u32(of[IPVS_DEST_ATTR_ACTIVE_CONNS]);
  found.inactive = nla_get_u32(of[IPVS_DEST_ATTR_INACT_CONNS]);
  found.persistent = nla_get_u32(of[IPVS_DEST_ATTR_PERSIST_CONNS]);
  read_stats(of[IPVS_DEST_ATTR_STATS64], &found.stats);
  listing->seen++;
  listing->weights += found.weight + found.stats.conns + found.active;
  return NL_OK;
}

static void dump(int count) {
  struct listing listing = {0, 0};
  nl_socket_modify_cb(sock, NL_CB_VALID, NL_CB_CUSTOM, listed, &listing);
  struct nl_msg *msg = request(IPVS_CMD_GET_DEST, NLM_F_DUMP);
  put_service(msg, 0);
  int error = nl_send_auto(sock, msg);
  nlmsg_free(msg);
  if (error < 0) die("ask for the list", error);
  error = nl_recvmsgs_default(sock);
  if (error < 0) die("the list", error);
  if (listing.seen != count || listing.weights != 2ull * (uint64_t)count) {
    fprintf(stderr, "ipvs-operations: listed %d of %d\n", listing.seen, count);
    exit(1);
  }
}

static uint64_t report(const char *what, long count, uint64_t begin) {
  printf("%s %ld %llu\n", what, count, (unsigned long long)(now() - begin));
  return now();
}

int main(int argc, char **argv) {
  int count = argc == 4 ? atoi(argv[2]) : 0;
  int dumps = argc == 4 ? atoi(argv[3]) : 0;
  int single = argc == 4 && strcmp(argv[1], "single") == 0;
  if (count < 1 || dumps < 1 || (!single && strcmp(argv[1], "pipelined") != 0)) {
    fprintf(stderr, "usage: ipvs-operations single|pipelined DESTINATIONS DUMPS\n");
    return 2;
  }
  sock = nl_socket_alloc();
  int error = genl_connect(sock);
  if (error < 0) die("connect", error);
  // The library expects an answer to each request before the next one.
  if (!single) nl_socket_disable_seq_check(sock);
  family = genl_ctrl_resolve(sock, IPVS_GENL_NAME);
  if (family < 0) die("the family IPVS", family);
  void (*change)(int, int, uint32_t) = single ? one_by_one : pipelined;

  service(IPVS_CMD_NEW_SERVICE, 1);
  uint64_t begin = now();
  change(IPVS_CMD_NEW_DEST, count, 1);
  begin = report("add", count, begin);
  change(IPVS_CMD_SET_DEST, count, 2);
  begin = report("edit", count, begin);
  for (int i = 0; i < dumps; i++) dump(count);
  begin = report("dump", (long)count * dumps, begin);
  change(IPVS_CMD_DEL_DEST, count, 0);
  report("delete", count, begin);
  service(IPVS_CMD_DEL_SERVICE, 0);
  nl_socket_free(sock);
  return 0;
}
