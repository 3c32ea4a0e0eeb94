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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The packet filters of this host, as their own tools list them. A tool that is not installed has
 * nothing to list, unless the kernel says that there is something.
 */
final class Listings {
  /** Empty where there is no table of the older iptables, and then no tool is needed. */
  private static final Map<String, Path> LEGACY_TABLES =
      Map.of(
          "ip", Path.of("/proc/net/ip_tables_names"), "ip6", Path.of("/proc/net/ip6_tables_names"));

  private static final List<String> NFT = List.of("nft", "-j", "list", "ruleset");
  private static final List<String> NFT_TEXT = List.of("nft", "-a", "list", "ruleset");

  private Listings() {}

  /** Lists them all. What was read is of use even where another tool failed. */
  static Sight<Ruleset> take() {
    IptablesNames names = names();
    List<Sight<Ruleset>> all = new ArrayList<>();
    all.add(ofNftables(names));
    LEGACY_TABLES.forEach(
        (family, tables) -> {
          if (isListed(tables)) {
            all.add(ofLegacy(family, names));
          }
        });
    List<Ruleset> seen = all.stream().flatMap(each -> each.seen().stream()).toList();
    return seen.isEmpty()
        ? new Sight.Missed<>(
            all.stream().flatMap(each -> each.missing().stream()).collect(Collectors.joining("; ")))
        : new Sight.Taken<>(seen.stream().reduce(new Ruleset(List.of(), names), Ruleset::with));
  }

  private static Sight<Ruleset> ofNftables(IptablesNames names) {
    Listed listed = Listed.by(NFT);
    if (listed instanceof Listed.Printed json) {
      return read(json.output(), names);
    } else if (listed instanceof Listed.Failed failed) {
      return new Sight.Missed<>(failed.why());
    } else if (listed instanceof Listed.NoSuchTool absent) {
      return withoutNft(names)
          .<Sight<Ruleset>>map(Sight.Taken::new)
          .orElseGet(() -> new Sight.Missed<>(absent.name() + " is not installed"));
    }
    throw new IllegalStateException("nothing takes " + listed);
  }

  private static Sight<Ruleset> read(String json, IptablesNames names) {
    try {
      String text = Listed.by(NFT_TEXT).text().orElse("");
      return new Sight.Taken<>(NftListing.read(json, text, names));
    } catch (IllegalArgumentException e) {
      return new Sight.Missed<>(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Ruleset> withoutNft(IptablesNames names) {
    return Stream.of("ip", "ip6")
        .flatMap(
            family ->
                save(family, names.nft()).text().stream()
                    .map(text -> IptablesListing.nft(family, text, names)))
        .reduce(Ruleset::with);
  }

  private static Listed save(String family, String iptables) {
    return Listed.by(List.of(IptablesNames.of(family, iptables) + "-save", "-c"));
  }

  private static Sight<Ruleset> ofLegacy(String family, IptablesNames names) {
    return save(family, names.legacy())
        .text()
        .<Sight<Ruleset>>map(text -> new Sight.Taken<>(IptablesListing.legacy(family, text, names)))
        .orElseGet(
            () ->
                new Sight.Missed<>(
                    "the kernel has tables of " + names.legacy() + ", which lists none"));
  }

  private static boolean isListed(Path tables) {
    try {
      return !Files.readString(tables).isBlank();
    } catch (IOException noneOrForbidden) {
      return false;
    }
  }

  /** {@code iptables -V} says which of the two it is. */
  private static IptablesNames names() {
    boolean legacy =
        Listed.by(List.of("iptables", "-V"))
            .text()
            .filter(text -> !text.contains("nf_tables"))
            .isPresent();
    return legacy ? IptablesNames.OLD : IptablesNames.USUAL;
  }
}
