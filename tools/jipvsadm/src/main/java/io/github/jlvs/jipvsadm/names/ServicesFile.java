// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.names;

import io.github.jlvs.net.IpProtocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringTokenizer;

/** The table of services in services(5): name, port/protocol, aliases; the first line wins. */
final class ServicesFile {
  /** C's isspace. */
  private static final String BLANKS = " \t\r\f\013";

  /** Libc keeps 16 bits of whatever number stands there. */
  private static final int PORT_BITS = 0xFFFF;

  private static final Path PATH = Path.of("/etc/services");

  private final Map<String, Integer> ports = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();

  private ServicesFile() {}

  /** The machine's own table; an empty one where there is none. */
  static ServicesFile read() {
    try (Reader reader = Files.newBufferedReader(PATH, StandardCharsets.ISO_8859_1)) {
      return read(reader);
    } catch (IOException thereAreNoNames) {
      return new ServicesFile();
    }
  }

  static ServicesFile read(Reader reader) throws IOException {
    ServicesFile file = new ServicesFile();
    BufferedReader lines = new BufferedReader(reader);
    String line = lines.readLine();
    while (line != null) {
      file.add(line);
      line = lines.readLine();
    }
    return file;
  }

  OptionalInt port(String service, IpProtocol protocol) {
    Integer port = ports.get(service + '/' + name(protocol));
    return port == null ? OptionalInt.empty() : OptionalInt.of(port);
  }

  Optional<String> service(int port, IpProtocol protocol) {
    return Optional.ofNullable(names.get(port + "/" + name(protocol)));
  }

  private void add(String line) {
    int comment = line.indexOf('#');
    StringTokenizer words =
        new StringTokenizer(comment < 0 ? line : line.substring(0, comment), BLANKS);
    if (words.countTokens() < 2) {
      return;
    }
    String service = words.nextToken();
    String number = words.nextToken();
    int slash = number.indexOf('/');
    if (slash < 1) {
      return;
    }
    int port;
    try {
      port = Integer.parseInt(number.substring(0, slash)) & PORT_BITS;
    } catch (NumberFormatException notALineOfThisFile) {
      return;
    }
    String suffix = number.substring(slash);
    names.putIfAbsent(port + suffix, service);
    ports.putIfAbsent(service + suffix, port);
    while (words.hasMoreTokens()) {
      ports.putIfAbsent(words.nextToken() + suffix, port);
    }
  }

  private static String name(IpProtocol protocol) {
    return protocol.name().toLowerCase(Locale.ROOT);
  }
}
