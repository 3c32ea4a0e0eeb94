// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import io.github.jlvs.keepalived.conf.ReadResult;
import io.github.jlvs.keepalived.conf.ReaderOptions;
import io.github.jlvs.keepalived.conf.RepeatedReader;
import io.github.jlvs.keepalived.conf.source.RememberedFiles;
import io.github.jlvs.keepalived.conf.text.Tolerance;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the daemon's configuration comes from, read at the start and at each reload: one whose
 * files have not changed is not read again, and of one that has changed its virtual servers are
 * that changed, since reading takes long for thousands of servers.
 */
final class ConfigurationSource {
  private record Reading(
      RememberedFiles files, String configId, Tolerance tolerance, ReadResult result) {
    boolean holds(ReaderOptions now) {
      return configId.equals(now.configId())
          && tolerance == now.tolerance()
          && files.wouldReadTheSame();
    }
  }

  private final Path file;
  private final RepeatedReader reader = new RepeatedReader();
  private Optional<Reading> last = Optional.empty();

  ConfigurationSource(Path file) {
    this.file = file;
  }

  /** What it says now. */
  ReadResult read(ReaderOptions options) {
    Optional<Reading> still = last.filter(reading -> reading.holds(options));
    if (still.isPresent()) {
      return still.get().result;
    }
    RememberedFiles files = new RememberedFiles(options.files());
    ReadResult result = reader.read(file, options.withFiles(files));
    last = Optional.of(new Reading(files, options.configId(), options.tolerance(), result));
    return result;
  }
}
