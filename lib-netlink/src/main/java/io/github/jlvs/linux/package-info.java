// SPDX-License-Identifier: Apache-2.0
/**
 * Linux for the JVM: sockets the JDK does not have, epoll, signals as descriptors, network
 * namespaces, kernel parameters and the names of hosts.
 *
 * <p>Every failed system call becomes a {@link io.github.jlvs.linux.LinuxException} that names the
 * operation and its object, the errno, and what can be done. It is the root of what all libraries
 * throw where the kernel refuses something.
 *
 * <p>What waits, waits in an {@link io.github.jlvs.linux.EventLoop}, which a program runs itself or
 * has run by an {@link io.github.jlvs.linux.EventLoopThread}. Unless a class says otherwise, an
 * instance is used by one thread at a time.
 */
@NullMarked
package io.github.jlvs.linux;

import org.jspecify.annotations.NullMarked;
