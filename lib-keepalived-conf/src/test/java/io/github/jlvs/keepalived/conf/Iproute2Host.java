// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import io.github.jlvs.keepalived.conf.source.SourceFiles;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.keepalived.conf.text.Tolerance;
import io.github.jlvs.vrrp.linux.RouterSetup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** A machine with iproute2's files, on which configurations are read. */
final class Iproute2Host {
  private static final SourceFiles IPROUTE2 =
      new SourceFiles() {
        @Override
        public String text(Path file) {
          return switch (file.toString()) {
            case "/etc/iproute2/rt_tables" -> "# tables\n255\tlocal\n200\tfred\nbroken\n";
            case "/etc/iproute2/rt_tables.d/more.conf" -> "0x12c wilma # three hundred\n";
            case "/etc/iproute2/rt_dsfield" -> "0x28 AF11\n0x1ff tooLarge\n";
            default -> "";
          };
        }

        @Override
        public String password(Path file) {
          return text(file);
        }

        @Override
        public Kind kind(Path path) {
          return text(path).isEmpty() ? Kind.MISSING : Kind.FILE;
        }

        @Override
        public List<String> names(Path directory) {
          return directory.endsWith("rt_tables.d") ? List.of("README", "more.conf") : List.of();
        }
      };

  private static final ReaderOptions OPTIONS =
      new ReaderOptions("host", IPROUTE2, new SplittableRandom(1), Tolerance.USUAL);

  private Iproute2Host() {}

  static ReadResult read(String text) {
    return ConfigurationReader.read("test.conf", text, OPTIONS);
  }

  static RouterSetup router(String text) {
    ReadResult result = read(text);
    return result
        .configuration()
        .orElseThrow(() -> new AssertionError(result.diagnostics().toString()))
        .routerSetups()
        .get(0);
  }

  static List<String> messages(String text) {
    List<String> all = new ArrayList<>();
    for (Diagnostic each : read(text).diagnostics()) {
      all.add(each.severity().name().toLowerCase(Locale.ROOT) + ": " + each.message());
    }
    return all;
  }
}
