// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.model.ControlSocket;
import io.github.jlvs.keepalived.conf.text.Word;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads where the daemon answers who asks how it stands. */
final class ControlReader {
  private static final String NOWHERE = "none";

  /** The kernel's limit is 107, and the socket is made in a directory beside its place. */
  private static final int LONGEST = 90;

  private static final Argument<Optional<ControlSocket>> PLACE =
      Argument.only(
          "a whole path of 90 octets at the most; none",
          "a whole path or 'none'",
          ControlReader::place);

  static final Keywords<ControlReader> KEYWORDS =
      Keywords.<ControlReader>none()
          .on(
              keyword("control_socket", PLACE)
                  .byDefault("/run/jkeepalived/control.sock")
                  .says("The Unix socket that `jkeepalivedctl` and `curl` ask how the daemon is"),
              (reader, place) -> reader.socket = place.orElse(reader.socket));

  private ControlSocket socket = new ControlSocket.Usual();

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
}
