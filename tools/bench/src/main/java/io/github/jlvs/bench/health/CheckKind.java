// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.healthcheck.probe.NetworkProbe;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.healthcheck.probe.http.HttpProbe;
import io.github.jlvs.healthcheck.probe.http.HttpUrl;
import io.github.jlvs.healthcheck.probe.tls.TlsClient;
import java.net.InetSocketAddress;
import java.util.function.Function;

/** The kinds of checks whose rate is measured, and how many a second are the goal. */
enum CheckKind {
  TCP(80, 10_000),
  HTTP(80, 2_000),
  HTTPS(443, 500),
  HTTPS_RSA(443, 500);

  private final int port;
  private final int goal;

  CheckKind(int port, int goal) {
    this.port = port;
    this.goal = goal;
  }

  int port() {
    return port;
  }

  /** What openssl is told of the server's key: of an RSA key, or of P-256. */
  String key() {
    return this == HTTPS_RSA ? "-newkey rsa:2048" : "-newkey ec -pkeyopt ec_paramgen_curve:P-256";
  }

  int goal() {
    return goal;
  }

  /** How checks of this kind are made; those over TLS share what a configuration's checks share. */
  Function<InetSocketAddress, NetworkProbe> probes() {
    return switch (this) {
      case TCP -> TcpProbe::to;
      case HTTP -> address -> HttpProbe.to(address, HttpUrl.get("/"));
      case HTTPS, HTTPS_RSA -> {
        TlsClient client = TlsClient.takingAnyCertificate();
        yield address -> HttpProbe.to(address, HttpUrl.get("/")).withTls(client);
      }
    };
  }
}
