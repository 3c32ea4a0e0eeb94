// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.internal;

/**
 * The C functions in use, with addresses as plain longs: nothing is copied or wrapped per call. A
 * long is C's, which on Linux is as long as size_t, ssize_t and a pointer; jnr-ffi's annotations
 * for those would cost each start some milliseconds. Public because jnr-ffi generates its
 * implementation in another module.
 *
 * <p>No function here has more than five parameters: on x86-64 the stubs of jnr-ffi 2.3.4 fetch a
 * sixth from the wrong place on the stack and hand the callee the return address. That is why
 * sendmsg and recvmsg stand in for sendto and recvfrom.
 */
public interface Libc {
  int socket(int domain, int type, int protocol);

  int bind(int fd, long address, int length);

  int connect(int fd, long address, int length);

  int getsockname(int fd, long address, long length);

  int setsockopt(int fd, int level, int name, long value, int length);

  int getsockopt(int fd, int level, int name, long value, long length);

  long send(int fd, long data, long size, int flags);

  long recv(int fd, long data, long size, int flags);

  long sendmsg(int fd, long header, int flags);

  long recvmsg(int fd, long header, int flags);

  long read(int fd, long data, long size);

  long write(int fd, long data, long size);

  int close(int fd);

  int open(String path, int flags);

  int dup2(int from, int to);

  int setsid();

  int setns(int fd, int namespaceType);

  int unshare(int flags);

  int eventfd(int initial, int flags);

  int signalfd(int fd, long mask, int flags);

  int epoll_create1(int flags);

  int epoll_ctl(int epoll, int operation, int fd, long event);

  int epoll_wait(int epoll, long events, int maximum, int timeoutMillis);

  int epoll_pwait2(int epoll, long events, int maximum, long timeout, long signalMask);

  int kill(int pid, int signal);

  int capset(long header, long sets);
}
