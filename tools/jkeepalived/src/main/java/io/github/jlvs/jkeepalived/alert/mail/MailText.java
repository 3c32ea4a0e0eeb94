// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert.mail;

import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.jkeepalived.alert.Change;
import io.github.jlvs.vrrp.State;
import java.time.Instant;

/** What mail says of a change, in the words of keepalived 2.2.7: filters know them. */
public final class MailText {
  private MailText() {}

  /**
   * The mail about a change.
   *
   * @param routerId what this director is called
   */
  public static Mail of(Change change, String routerId, Instant time) {
    if (change instanceof Change.OfRouter router) {
      return mail(
          time,
          routerId,
          "VRRP Instance " + router.name() + " - Entering " + router.to() + " state",
          "VRRP Instance is "
              + (router.to() == State.MASTER ? "now" : "no longer")
              + " owning VRRP VIPs");
    } else if (change instanceof Change.OfGroup group) {
      return mail(
          time,
          routerId,
          "VRRP Group " + group.name() + " - Entering " + group.to() + " state",
          "All VRRP group instances are now in " + group.to() + " state");
    } else if (change instanceof Change.OfRealServer server) {
      return mail(
          time,
          routerId,
          realServer(server.server(), server.virtualServer()) + upOrDown(server.up()),
          server.why().orElse(""));
    } else if (change instanceof Change.OfCheck check) {
      return mail(
          time,
          routerId,
          realServer(check.server(), check.virtualServer()) + upOrDown(false),
          check.why());
    } else if (change instanceof Change.OfVirtualServer server) {
      return mail(
          time,
          routerId,
          "Virtualserver " + server.virtualServer() + " - " + upOrDown(server.up()),
          server.why().orElse(""));
    }
    throw new IllegalStateException("no mail about " + change);
  }

  private static Mail mail(Instant time, String routerId, String subject, String line) {
    return new Mail(time, "[" + routerId + "] " + subject, "=> " + line + " <=\n\n");
  }

  private static String realServer(ServiceAddress server, VirtualServerName virtualServer) {
    return "Realserver " + server + " of virtual server " + virtualServer + " - ";
  }

  private static String upOrDown(boolean up) {
    return up ? "UP" : "DOWN";
  }
}
