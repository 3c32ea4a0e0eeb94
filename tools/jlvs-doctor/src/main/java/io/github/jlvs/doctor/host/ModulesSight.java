// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.host;

import io.github.jlvs.doctor.seen.Modules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Modules of IPVS: those in use, and those that modprobe(8) would find. */
final class ModulesSight {
  private static final Path RELEASE = Path.of("/proc/sys/kernel/osrelease");
  private static final Path LOADED = Path.of("/proc/modules");
  private static final Path INSTALLED = Path.of("/lib/modules");
  private static final Pattern NAME = Pattern.compile("\\bip_vs_[a-z0-9_]+");

  private ModulesSight() {}

  static Modules take() {
    String release = text(RELEASE).strip();
    Path lists = INSTALLED.resolve(release);
    Optional<Set<String>> installed =
        Files.exists(lists.resolve("modules.dep"))
            ? Optional.of(
                names(text(lists.resolve("modules.dep")) + text(lists.resolve("modules.builtin"))))
            : Optional.empty();
    return new Modules(release, names(text(LOADED)), installed);
  }

  private static Set<String> names(String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  /** A kernel without modules has no such file. */
  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException absent) {
      return "";
    }
  }
}
