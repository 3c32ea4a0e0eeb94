// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.list;

import io.github.jlvs.ipvs.Connection;
import io.github.jlvs.jipvsadm.Output;
import java.net.InetAddress;
import java.util.Optional;

/** ipvsadm's columns of connections. */
final class ConnectionList {
  private final Output out;
  private final NameText names;
  private final boolean engineData;

  ConnectionList(Output out, NameText names, boolean engineData) {
    this.out = out;
    this.names = names;
    this.engineData = engineData;
  }

  void titles() {
    out.text("IPVS connection entries\n")
        .text("pro expire state       source             virtual            destination")
        .text(engineData ? "        pe name          pe_data" : "")
        .line();
  }

  void connection(Connection connection) {
    out.left(connection.protocol().name(), 3).character(' ');
    out.left(expiry(connection.expiresSeconds()), 6).character(' ');
    out.left(connection.state(), 11).character(' ');
    out.left(name(connection, connection.clientAddress(), connection.clientPort()), 18)
        .character(' ');
    out.left(name(connection, connection.virtualAddress(), connection.virtualPort()), 18)
        .character(' ');
    String destination =
        name(connection, connection.destination().address(), connection.destination().port());
    if (engineData && connection.persistenceEngine().isPresent()) {
      Connection.EngineData data = connection.persistenceEngine().get();
      out.left(destination, 16).character(' ').left(data.engine(), 18).character(' ');
      out.text(data.data());
    } else {
      out.text(destination);
    }
    out.line();
  }

  private String name(Connection connection, InetAddress address, int port) {
    return names.of(address, port, Optional.of(connection.protocol()));
  }

  private static String expiry(long seconds) {
    return twoDigits(seconds / 60) + ':' + twoDigits(seconds % 60);
  }

  private static String twoDigits(long value) {
    return value < 10 ? "0" + value : Long.toString(value);
  }
}
