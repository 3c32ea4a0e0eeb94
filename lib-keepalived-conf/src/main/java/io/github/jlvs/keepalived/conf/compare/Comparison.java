// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.compare;

import io.github.jlvs.keepalived.conf.model.VrrpInstance;
import io.github.jlvs.keepalived.conf.model.VrrpSyncGroup;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.net.AddressFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks the files of two directors of one pair against each other. What would make both of them
 * master, or none of them hear the other, is an error; what may be meant is a warning.
 */
public final class Comparison {
  private final DirectorFile ours;
  private final DirectorFile theirs;
  private final Diagnostics diagnostics = new Diagnostics();

  private Comparison(DirectorFile ours, DirectorFile theirs) {
    this.ours = ours;
    this.theirs = theirs;
  }

  /**
   * Compares two files.
   *
   * @param one the file that messages point into; what only the other has is said of that one
   * @param other the other director's file
   * @return what differs, by position; each message names the place in the other file too
   */
  public static List<Diagnostic> of(DirectorFile one, DirectorFile other) {
    return new Comparison(one, other).compare();
  }

  private List<Diagnostic> compare() {
    List<VrrpInstance> left = new ArrayList<>(theirs.configuration().vrrpInstances());
    for (VrrpInstance our : ours.configuration().vrrpInstances()) {
      Optional<VrrpInstance> their = partner(our, left);
      if (their.isPresent()) {
        left.remove(their.get());
        new RouterPair(ours, our, theirs, their.get(), diagnostics).compare();
        groups(our, their.get());
      } else {
        alone(our, ours, theirs);
      }
    }
    left.forEach(their -> alone(their, theirs, ours));
    new ServerPairs(ours, theirs, diagnostics).compare();
    return diagnostics.sorted();
  }

  /**
   * The interface may have another name on the other host; the VRID is the same, and often the
   * name.
   */
  private static Optional<VrrpInstance> partner(VrrpInstance our, List<VrrpInstance> left) {
    List<VrrpInstance> same = left.stream().filter(their -> vrid(their) == vrid(our)).toList();
    return same.stream()
        .filter(their -> their.setup().name().equals(our.setup().name()))
        .findFirst()
        .or(() -> same.stream().filter(their -> family(their) == family(our)).findFirst())
        .or(() -> same.stream().findFirst());
  }

  private static AddressFamily family(VrrpInstance instance) {
    return instance.setup().config().protocol().family();
  }

  private static int vrid(VrrpInstance instance) {
    return instance.setup().config().vrid();
  }

  private void alone(VrrpInstance instance, DirectorFile has, DirectorFile lacks) {
    String name = instance.setup().name();
    Optional<VrrpInstance> namesake =
        lacks.configuration().vrrpInstances().stream()
            .filter(other -> other.setup().name().equals(name))
            .findFirst();
    if (namesake.isPresent()) {
      diagnostics.error(
          has.placeIn(name, "virtual_router_id"),
          "virtual_router_id is "
              + vrid(instance)
              + " here and "
              + vrid(namesake.get())
              + " at "
              + lacks.placeIn(name, "virtual_router_id")
              + ": neither hears the other, and both would be master");
    } else {
      diagnostics.warning(
          has.placeIn(name, "virtual_router_id"),
          "no virtual router of "
              + lacks.name()
              + " has virtual_router_id "
              + vrid(instance)
              + ": '"
              + name
              + "' has nobody that takes over");
    }
  }

  /** Members that change together on one director and alone on the other come apart there. */
  private void groups(VrrpInstance our, VrrpInstance their) {
    Set<Integer> here = together(our, ours);
    Set<Integer> there = together(their, theirs);
    if (!here.equals(there)) {
      diagnostics.warning(
          ours.placeIn(our.setup().name(), "virtual_router_id"),
          "'"
              + our.setup().name()
              + "' changes state together with "
              + said(here)
              + " here, and with "
              + said(there)
              + " at "
              + theirs.placeIn(their.setup().name(), "virtual_router_id"));
    }
  }

  private static String said(Set<Integer> vrids) {
    return vrids.isEmpty()
        ? "none"
        : "virtual_router_id " + vrids.toString().replaceAll("[\\[\\]]", "");
  }

  private static Set<Integer> together(VrrpInstance instance, DirectorFile file) {
    Set<Integer> vrids = new TreeSet<>();
    for (VrrpSyncGroup group : file.configuration().vrrpSyncGroups()) {
      if (group.setup().members().contains(instance.setup().name())) {
        file.configuration().vrrpInstances().stream()
            .filter(other -> group.setup().members().contains(other.setup().name()))
            .filter(other -> !other.equals(instance))
            .forEach(other -> vrids.add(vrid(other)));
      }
    }
    return vrids;
  }
}
