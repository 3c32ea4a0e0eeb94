// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.argument.AddressValue;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.NumberValue;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.model.ControlSocket;
import io.github.jlvs.keepalived.conf.model.DestinationSeries;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads where the daemon answers who asks how it stands. */
final class ControlReader {
  private static final String NOWHERE = "none";

  /** The kernel's limit is 107, and the socket is made in a directory beside its place. */
  private static final int LONGEST = 90;

  private static final int HIGHEST_PORT = 65535;

  private static final Argument<Optional<ControlSocket>> PLACE =
      Argument.only(
          "a whole path of 90 octets at the most; none",
          "a whole path or 'none'",
          ControlReader::place);

  private static final Argument<Optional<InetSocketAddress>> LISTEN =
      Argument.of("a loopback address, and a port 1 to 65535", ControlReader::listen);

  static final Keywords<ControlReader> KEYWORDS =
      Keywords.<ControlReader>none()
          .on(
              keyword("control_socket", PLACE)
                  .byDefault("/run/jkeepalived/control.sock")
                  .says("The Unix socket that `jkeepalivedctl` and `curl` ask how the daemon is"),
              (reader, place) -> reader.socket = place.orElse(reader.socket))
          .on(
              keyword("status_listen", LISTEN)
                  .says("Where a browser or Prometheus on this machine reads how the daemon is"),
              (reader, place) -> reader.listen = place)
          .on(
              keyword(
                      "metrics_destinations",
                      Argument.choice(
                          "a word for how much",
                          DestinationSeries.values(),
                          DestinationSeries::word))
                  .byDefault(DestinationSeries.FULL.word())
                  .says(
                      "Metrics of each real server, of those of a virtual server together, or none"),
              (reader, series) -> reader.series = series.orElse(reader.series));

  private ControlSocket socket = new ControlSocket.Usual();
  private Optional<InetSocketAddress> listen = Optional.empty();
  private DestinationSeries series = DestinationSeries.FULL;

  /** Nothing is encrypted or asked for a password there: from elsewhere it is not reached. */
  private static Optional<InetSocketAddress> listen(Statement statement, Words words) {
    words.atMost(statement, 2);
    Optional<Word> host = words.at(statement, 0, "a loopback address such as 127.0.0.1");
    Optional<InetAddress> address = host.flatMap(word -> new AddressValue().read(word, words));
    if (address.filter(each -> !each.isLoopbackAddress()).isPresent()) {
      words.wrong(
          host.orElseThrow(),
          "only a loopback address is listened at, such as 127.0.0.1 or ::1: have a proxy with"
              + " access control in front of it for others");
      return Optional.empty();
    }
    Optional<Long> port =
        host.flatMap(word -> words.at(statement, 1, "an address and a port"))
            .flatMap(word -> new NumberValue(statement.name(), 1, HIGHEST_PORT).read(word, words));
    return address.flatMap(
        at -> port.map(number -> new InetSocketAddress(at, Math.toIntExact(number))));
  }

  private static Optional<ControlSocket> place(Word word, Words words) {
    String text = word.text();
    if (text.equals(NOWHERE)) {
      return Optional.of(new ControlSocket.None());
    }
    if (!NamedFile.isWholePath(text) || text.endsWith("/")) {
      words.wrong(word, "here is neither a whole path, which begins with '/', nor 'none'");
      return Optional.empty();
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      words.wrong(word, "the path of a socket has " + LONGEST + " octets at the most");
      return Optional.empty();
    }
    return Optional.of(new ControlSocket.At(text));
  }

  ControlSocket socket() {
    return socket;
  }

  Optional<InetSocketAddress> listen() {
    return listen;
  }

  DestinationSeries destinationSeries() {
    return series;
  }
}
