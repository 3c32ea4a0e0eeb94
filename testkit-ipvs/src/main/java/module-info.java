// SPDX-License-Identifier: Apache-2.0
import org.jspecify.annotations.NullMarked;

/** A fake IPVS for tests, and the contract that it and a real one keep. */
@NullMarked
module io.github.jlvs.ipvs.testkit {
  requires static transitive org.jspecify;
  requires transitive io.github.jlvs.ipvs;
  requires transitive io.github.jlvs.netlink.testkit;

  // For the contracts alone: whoever extends them has both.
  requires static org.assertj.core;
  requires static org.junit.jupiter.api;

  exports io.github.jlvs.ipvs.contract;
  exports io.github.jlvs.ipvs.fake;

  // JUnit calls the tests that are inherited from a contract.
  opens io.github.jlvs.ipvs.contract to
      org.junit.platform.commons;
}
