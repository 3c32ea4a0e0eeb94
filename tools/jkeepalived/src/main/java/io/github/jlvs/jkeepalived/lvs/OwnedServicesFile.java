// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.linux.FileContent;
import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.linux.PrivateFile;
import io.github.jlvs.net.NamespaceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The virtual services that are the daemon's own, in a file beside its pid file, for the start
 * after a crash. It is written before a service is added and after one was removed, and is not
 * there while there is none.
 *
 * <p>It is of one boot, as the table is, so it need not outlive the machine: nobody waits for a
 * disk here. Without it the daemon runs all the same, and its services stay after a crash.
 */
public final class OwnedServicesFile implements OwnedServices {
  /** More than two hundred thousand services. */
  private static final int LARGEST = 1 << 24;

  private final Path file;
  private final NamespaceId here;
  private final DaemonLog log;
  private Set<ServiceId> known = Set.of();
  private boolean failed;

  private OwnedServicesFile(Path file, NamespaceId here, DaemonLog log) {
    this.file = file;
    this.here = here;
    this.log = log;
  }

  /**
   * Reads the file; one that is bad is said and counts as none.
   *
   * @param file its path
   * @param log where what is wrong with it is said
   * @return what is remembered
   */
  public static OwnedServices open(Path file, DaemonLog log) {
    try {
      return open(file, NetworkNamespace.ofThisThread(), log);
    } catch (IOException e) {
      log.line(
          Part.CHECKERS,
          "Cannot tell in which network namespace this is (is /proc there?): virtual servers stay"
              + " after a crash");
      return FORGOTTEN;
    }
  }

  static OwnedServices open(Path file, NamespaceId here, DaemonLog log) {
    OwnedServicesFile services = new OwnedServicesFile(file, here, log);
    services.load();
    return services;
  }

  /** The file of a daemon: beside its pid file, since two daemons have two of these. */
  public static Path beside(Path pidFile) {
    return pidFile.resolveSibling(pidFile.getFileName() + ".services");
  }

  private void load() {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Optional<String> distrusted = PrivateFile.distrusted(file);
      if (distrusted.isPresent()) {
        ignored(distrusted.get());
      } else if (PrivateFile.read(file, LARGEST) instanceof FileContent.Text content) {
        understand(OwnedServicesText.read(here, content.text()));
      } else {
        ignored("has more than " + LARGEST + " bytes");
      }
    } catch (IOException e) {
      ignored("cannot be read: " + PrivateFile.reason(e));
    }
  }

  private void understand(OwnedServicesText.Content content) {
    if (content instanceof OwnedServicesText.Content.Services services) {
      known = Set.copyOf(services.ids());
    } else if (content instanceof OwnedServicesText.Content.Damaged damaged) {
      ignored(damaged.how());
    }
  }

  private void ignored(String why) {
    log.line(
        Part.CHECKERS,
        file
            + " "
            + why
            + ": virtual services that an earlier start left and the configuration does not name"
            + " stay in the table; look for them with ipvsadm -Ln");
  }

  @Override
  public Set<ServiceId> known() {
    return known;
  }

  @Override
  public void remember(Set<ServiceId> services) {
    if (services.equals(known) && !failed) {
      return;
    }
    try {
      if (services.isEmpty()) {
        Files.deleteIfExists(file);
      } else {
        PrivateFile.replace(
            file, OwnedServicesText.write(here, services), PrivateFile.Endurance.PROCESS);
      }
      if (failed && !services.isEmpty()) {
        log.line(Part.CHECKERS, file + " is written again");
      }
      failed = false;
      known = Set.copyOf(services);
    } catch (IOException e) {
      refused(services, e);
    }
  }

  private void refused(Set<ServiceId> services, IOException e) {
    if (!failed) {
      log.line(
          Part.CHECKERS,
          "Cannot write "
              + file
              + ": "
              + PrivateFile.reason(e)
              + "; after a crash the next start may leave virtual services of this one in the table"
              + " (said once)");
    }
    failed = true;
    if (!services.containsAll(known)) {
      // Better none than one that has the next start remove what is not ours any more.
      try {
        Files.deleteIfExists(file);
        known = Set.of();
      } catch (IOException alsoRefused) {
        // Tried again with the next look.
      }
    }
  }
}
