// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import io.github.jlvs.jkeepalived.control.command.Caller;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/** Finds who is at the other end of a connection, and what they may do. */
@FunctionalInterface
interface Callers {
  /**
   * Who that is, as the kernel noted when they connected.
   *
   * @throws IOException if that cannot be found
   */
  Caller of(SocketChannel client) throws IOException;

  /**
   * Root and the user to whom a socket belongs may change what runs; whoever else can connect may
   * read.
   *
   * @param socket the control socket
   * @throws IOException if its owner cannot be found
   */
  static Callers at(Path socket) throws IOException {
    // Compared by their numbers, whatever names there are for them.
    UserPrincipal root =
        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("0");
    UserPrincipal owner = Files.getOwner(socket, LinkOption.NOFOLLOW_LINKS);
    Set<UserPrincipal> all = owner.equals(root) ? Set.of(root) : Set.of(root, owner);
    return client -> {
      UnixDomainPrincipal peer = client.getOption(ExtendedSocketOptions.SO_PEERCRED);
      return new Caller(peer.user().getName(), all.contains(peer.user()));
    };
  }
}
