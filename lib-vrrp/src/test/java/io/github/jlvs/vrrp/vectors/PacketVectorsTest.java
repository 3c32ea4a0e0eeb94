// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.Reception;
import io.github.jlvs.vrrp.Rejection;
import io.github.jlvs.vrrp.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Octets of VRRP and the verdict on them. */
class PacketVectorsTest {
  private static final Path FILE = Path.of("src/test/resources/packets/reception.jsonl");

  @TestFactory
  Stream<DynamicTest> everyPacketGetsTheVerdictWritten() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    JsonNode receiver = VectorFile.parse("{}");
    for (String line : Files.readAllLines(FILE)) {
      JsonNode node = VectorFile.parse(line);
      if (node.has("title")) {
        receiver = node;
      } else {
        JsonNode header = receiver;
        String name =
            header.get("title").asText()
                + ": "
                + node.path("field").asText("accepted")
                + " "
                + node.get("packet").asText();
        tests.add(DynamicTest.dynamicTest(name, () -> judge(header, node)));
      }
    }
    return tests.stream();
  }

  private static void judge(JsonNode header, JsonNode line) {
    JsonNode router = header.get("router");
    InetAddress from = VectorReader.address(line, "from");
    byte[] octets = HexFormat.of().parseHex(line.get("packet").asText().replace(" ", ""));
    Input verdict =
        new Reception(VectorReader.config(router), transport(header.get("transport")))
            .judge(
                new IpDatagram.Vrrp(
                    line.get("ttl").asInt(),
                    from,
                    VectorReader.address(line, "to"),
                    ByteBuffer.wrap(octets)));

    if (line.get("verdict").asText().equals("advertisement")) {
      assertThat(verdict)
          .isInstanceOfSatisfying(
              Input.AdvertisementReceived.class,
              received -> {
                assertThat(received.advertisement().priority())
                    .isEqualTo(line.get("priority").asInt());
                assertThat(received.source()).isEqualTo(from);
                assertThat(received.difference().map(Rejection::difference))
                    .isEqualTo(difference(line));
                if (line.has("interval")) {
                  assertThat(received.advertisement().interval().nanos())
                      .isEqualTo(VectorReader.nanos(line.get("interval")));
                }
              });
    } else {
      assertThat(verdict)
          .isInstanceOfSatisfying(
              Input.AdvertisementRefused.class,
              refused -> {
                Rejection rejection = refused.rejection();
                assertThat(Optional.of(rejection.difference())).isEqualTo(difference(line));
                assertThat(rejection.mismatch()).isEqualTo(line.get("mismatch").asBoolean());
              });
    }
  }

  /** What is told beside an advertisement, or refused. */
  private static Optional<Rejection.Difference> difference(JsonNode line) {
    return line.has("field")
        ? Optional.of(
            new Rejection.Difference(
                line.get("field").asText(), line.get("mine").asText(), line.get("theirs").asText()))
        : Optional.empty();
  }

  private static Transport transport(JsonNode node) {
    if (node.has("multicast")) {
      return new Transport.Multicast(VectorReader.address(node, "multicast"));
    }
    List<Transport.Peer> peers = new ArrayList<>();
    for (JsonNode peer : node.get("unicast")) {
      peers.add(
          new Transport.Peer(
              VectorReader.ip(peer.asText()),
              node.path("lowest-ttl").asInt(0),
              node.path("highest-ttl").asInt(255)));
    }
    return new Transport.Unicast(peers, 255, node.path("check-source").asBoolean(false));
  }
}
