// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.host;

import io.github.jlvs.doctor.filter.IptablesListing;
import io.github.jlvs.doctor.filter.IptablesNames;
import io.github.jlvs.doctor.filter.NftListing;
import io.github.jlvs.doctor.filter.Ruleset;
import io.github.jlvs.doctor.seen.Sight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The packet filters of this host, as their own tools list them. A tool that is not installed has
 * nothing to list, unless the kernel says that there is something.
 */
final class Listings {
  /** Empty where there is no table of the older iptables, and then no tool is needed. */
  private static final Path LEGACY_TABLES = Path.of("/proc/net/ip_tables_names");

  private static final List<String> NFT = List.of("nft", "-j", "list", "ruleset");
  private static final List<String> NFT_TEXT = List.of("nft", "-a", "list", "ruleset");

  private Listings() {}

  /** Lists them all. */
  static Sight<Ruleset> take() {
    List<String> missing = new ArrayList<>();
    IptablesNames names = names();
    Ruleset found = new Ruleset(List.of(), names);
    Listed nft = Listed.by(NFT);
    if (nft instanceof Listed.Printed json && Listed.by(NFT_TEXT) instanceof Listed.Printed text) {
      try {
        found = found.with(NftListing.read(json.text(), text.text(), names));
      } catch (IllegalArgumentException e) {
        missing.add(e.getMessage());
      }
    } else if (nft instanceof Listed.Failed failed) {
      missing.add(failed.why());
    } else if (nft instanceof Listed.NoSuchTool) {
      if (Listed.by(List.of(names.nft() + "-save", "-c")) instanceof Listed.Printed printed) {
        found = found.with(IptablesListing.nft(printed.text(), names));
      } else {
        missing.add("nft is not installed");
      }
    }
    if (hasLegacyTables()) {
      Listed legacy = Listed.by(List.of(names.legacy() + "-save", "-c"));
      if (legacy instanceof Listed.Printed printed) {
        found = found.with(IptablesListing.legacy(printed.text(), names));
      } else {
        missing.add("the kernel has tables of " + names.legacy() + ", which lists none");
      }
    }
    // What was read is of use even where another tool failed.
    return found.tables().isEmpty() && !missing.isEmpty()
        ? new Sight.Missed<>(String.join("; ", missing))
        : new Sight.Taken<>(found);
  }

  private static boolean hasLegacyTables() {
    try {
      return !Files.readString(LEGACY_TABLES).isBlank();
    } catch (IOException noneOrForbidden) {
      return false;
    }
  }

  /** {@code iptables -V} says which of the two it is. */
  private static IptablesNames names() {
    return Listed.by(List.of("iptables", "-V")) instanceof Listed.Printed printed
            && !printed.text().contains("nf_tables")
        ? IptablesNames.OLD
        : IptablesNames.USUAL;
  }
}
