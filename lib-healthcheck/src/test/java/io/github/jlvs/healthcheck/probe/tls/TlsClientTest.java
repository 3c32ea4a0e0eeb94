// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of a client of TLS. */
class TlsClientTest {
  private static final InetSocketAddress WEB = new InetSocketAddress("10.1.80.93", 443);

  @TempDir private Path directory;

  @Test
  void clientsOfTheSameSettingsAreEqualThoughEachHasItsContext() {
    TlsClient one = client("a.example").build();
    assertThat(one).isEqualTo(client("a.example").build());
    assertThat(one).hasSameHashCodeAs(one.toBuilder().build());
    assertThat(one).isNotEqualTo(client("b.example").build());
    assertThat(one).isNotEqualTo(client("a.example").leastDaysValid(7).build());
    assertThat(one).isNotEqualTo(client("a.example").protocols("http/1.1").build());
    assertThat(one).hasToString("TLS to a.example");
  }

  private static TlsClient.Builder client(String name) {
    return TlsClient.builder().serverName(name);
  }

  @Test
  void nameAndProtocolsAreSentIfGiven() {
    SSLEngine plain = TlsClient.takingAnyCertificate().engine(WEB, Optional.empty());
    assertThat(plain.getSSLParameters().getServerNames()).isEmpty();
    assertThat(plain.getSSLParameters().getApplicationProtocols()).isEmpty();
    SSLEngine named =
        client("a.example").protocols("h2", "http/1.1").build().engine(WEB, Optional.empty());
    assertThat(named.getSSLParameters().getServerNames()).hasSize(1);
    assertThat(named.getSSLParameters().getApplicationProtocols())
        .containsExactly("h2", "http/1.1");
  }

  @Test
  void whatCannotBeSentIsRefused() {
    assertThatThrownBy(() -> client("a b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"a b\" is no host name");
    assertThatThrownBy(() -> TlsClient.builder().leastDaysValid(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got -1");
    assertThatThrownBy(() -> TlsClient.builder().protocols(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ALPN");
  }

  @Test
  void aFileOfCertificatesThatIsNoneSaysWhichAndWhy() throws IOException {
    Path none = directory.resolve("none.pem");
    assertThatThrownBy(() -> TlsClient.builder().trusting(none))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(none + ": no such file");
    Path empty = Files.createFile(directory.resolve("empty.pem"));
    assertThatThrownBy(() -> TlsClient.builder().trusting(empty))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(empty + ": it has none");
    Path junk = Files.writeString(directory.resolve("junk.pem"), "no certificate at all\n");
    assertThatThrownBy(() -> TlsClient.builder().trusting(junk))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(junk.toString());
    assertThatThrownBy(() -> TlsClient.builder().trusting(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot read the certificates of " + directory);
  }
}
