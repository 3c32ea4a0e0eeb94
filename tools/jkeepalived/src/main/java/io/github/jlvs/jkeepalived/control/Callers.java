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
import java.util.regex.Pattern;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/** Finds who is at the other end of a connection, and what they may do. */
@FunctionalInterface
interface Callers {
  /** Whoever comes to a loopback address may read, and nobody knows who it is. */
  Callers ON_LOOPBACK =
      new Callers() {
        private final Pattern names =
            Pattern.compile("(?i)(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\])(:[0-9]{1,5})?");

        @Override
        public Caller of(SocketChannel client) {
          return new Caller("unknown", false);
        }

        /** A name of somebody's that leads here would have a browser show them all of it. */
        @Override
        public boolean serves(String host) {
          return names.matcher(host).matches();
        }
      };

  /**
   * Who that is, as the kernel noted when they connected.
   *
   * @throws IOException if that cannot be found
   */
  Caller of(SocketChannel client) throws IOException;

  /** Whether a request is answered that asks for that host. */
  default boolean serves(String host) {
    return true;
  }

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
