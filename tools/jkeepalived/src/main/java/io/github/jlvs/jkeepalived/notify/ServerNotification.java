// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.notify;

import io.github.jlvs.healthcheck.HealthEvent;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.keepalived.conf.model.UpDownScripts;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that has happened to a virtual server or one of its real servers, in keepalived's
 * words.
 *
 * @param virtualServer the virtual server
 * @param realServer the real server; empty where it has happened to the virtual server
 * @param up whether it is up now
 * @param scripts what runs for it
 */
record ServerNotification(
    String virtualServer, Optional<String> realServer, boolean up, UpDownScripts scripts) {

  static ServerNotification of(VirtualServerSetup server, HealthEvent.Notification event) {
    if (event instanceof HealthEvent.RealServerUp real) {
      return ofReal(server, real.server(), true);
    } else if (event instanceof HealthEvent.RealServerDown real) {
      return ofReal(server, real.server(), false);
    } else if (event instanceof HealthEvent.VirtualServerUp) {
      return ofVirtual(server, true);
    } else if (event instanceof HealthEvent.VirtualServerDown) {
      return ofVirtual(server, false);
    }
    throw new IllegalStateException("nobody is told of " + event);
  }

  private static ServerNotification ofReal(
      VirtualServerSetup server, ServiceAddress real, boolean up) {
    return new ServerNotification(
        server.name().toString(),
        Optional.of(real.toString()),
        up,
        server.serverScripts().getOrDefault(real, UpDownScripts.NONE));
  }

  private static ServerNotification ofVirtual(VirtualServerSetup server, boolean up) {
    return new ServerNotification(
        server.name().toString(), Optional.empty(), up, server.quorumScripts());
  }

  /** Who it has happened to, in the words of a FIFO. */
  String subject() {
    return realServer
        .map(real -> "RS " + real + " " + virtualServer)
        .orElseGet(() -> "VS " + virtualServer);
  }

  private String state() {
    return up ? "UP" : "DOWN";
  }

  /** The line of a FIFO. */
  String line() {
    return subject() + " " + state();
  }

  /** The command that runs for it. */
  List<NotifyRun> runs() {
    return (up ? scripts.up() : scripts.down())
        .map(command -> new NotifyRun(environment(), command, List.of())).stream().toList();
  }

  /** What a script finds in its environment besides the usual. */
  Map<String, String> environment() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("LVS_KIND", realServer.isPresent() ? "RS" : "VS");
    all.put("LVS_VIRTUAL_SERVER", virtualServer);
    all.put("LVS_REAL_SERVER", realServer.orElse(""));
    all.put("LVS_STATE", state());
    return all;
  }
}
