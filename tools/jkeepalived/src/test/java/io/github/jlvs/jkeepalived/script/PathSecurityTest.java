// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.script.PathSecurity.Node;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Files of a host that is played. */
class PathSecurityTest {
  private final Map<String, Node> nodes = new HashMap<>(Map.of("/", file(0755, 0, 0)));

  @Test
  void what_root_alone_can_change_has_no_fault() throws IOException {
    nodes.put("/etc", file(0755, 0, 0));
    nodes.put("/etc/s.sh", file(0755, 0, 0));
    assertThat(fault("/etc/s.sh")).isEmpty();
    // The group of root is root.
    nodes.put("/etc/s.sh", file(0775, 0, 0));
    assertThat(fault("/etc/s.sh")).isEmpty();
  }

  @Test
  void the_file_the_directory_and_the_way_to_it_are_looked_at() throws IOException {
    nodes.put("/a", file(0755, 0, 0));
    nodes.put("/a/b", file(0755, 0, 0));
    nodes.put("/a/b/s.sh", file(0757, 0, 0));
    assertThat(fault("/a/b/s.sh"))
        .contains("/a/b/s.sh can be changed by everybody: mode 0757, owner u0, group g0");
    nodes.put("/a/b", file(0775, 0, 7));
    assertThat(fault("/a/b/s.sh"))
        .contains("/a/b can be changed by its group: mode 0775, owner u0, group g7");
    nodes.put("/a", file(0755, 1000, 0));
    assertThat(fault("/a/b/s.sh"))
        .contains("/a can be changed by its owner: mode 0755, owner u1000, group g0");
    nodes.put("/", file(0777, 0, 0));
    assertThat(fault("/a/b/s.sh"))
        .contains("/ can be changed by everybody: mode 0777, owner u0, group g0");
  }

  @Test
  void in_a_sticky_directory_the_owner_of_the_file_decides() throws IOException {
    nodes.put("/tmp", file(01777, 0, 0));
    nodes.put("/tmp/s.sh", file(0755, 0, 0));
    assertThat(fault("/tmp/s.sh")).isEmpty();
    nodes.put("/tmp/s.sh", file(0755, 1000, 0));
    assertThat(fault("/tmp/s.sh")).hasValueSatisfying(text -> assertThat(text).contains("owner"));
    // Of a file the bit says nothing.
    nodes.put("/tmp/s.sh", file(01757, 0, 0));
    assertThat(fault("/tmp/s.sh"))
        .contains("/tmp/s.sh can be changed by everybody: mode 1757, owner u0, group g0");
  }

  @Test
  void symbolic_links_are_followed_and_what_is_behind_them_counts() throws IOException {
    nodes.put("/bin", link("usr/bin"));
    nodes.put("/usr", file(0755, 0, 0));
    nodes.put("/usr/bin", file(0755, 0, 0));
    nodes.put("/usr/bin/s.sh", link("/opt/s.sh"));
    nodes.put("/opt", file(0755, 0, 0));
    nodes.put("/opt/s.sh", file(0755, 0, 0));
    assertThat(fault("/bin/s.sh")).isEmpty();
    nodes.put("/opt", file(0777, 0, 0));
    assertThat(fault("/bin/s.sh"))
        .contains("/opt can be changed by everybody: mode 0777, owner u0, group g0");
    nodes.put("/usr/bin/s.sh", link("/opt/s.sh", 1000));
    assertThat(fault("/bin/s.sh"))
        .hasValueSatisfying(text -> assertThat(text).startsWith("/usr/bin/s.sh "));
  }

  /** The kernel goes up from where the link leads, not from where it stands. */
  @Test
  void two_dots_behind_a_link_lead_to_where_its_target_is() throws IOException {
    nodes.put("/safe", file(0755, 0, 0));
    nodes.put("/safe/link", link("/open/inner"));
    nodes.put("/safe/s.sh", file(0755, 0, 0));
    nodes.put("/open", file(0777, 0, 0));
    nodes.put("/open/inner", file(0755, 0, 0));
    nodes.put("/open/s.sh", file(0755, 0, 0));
    assertThat(fault("/safe/link/../s.sh"))
        .contains("/open can be changed by everybody: mode 0777, owner u0, group g0");
    assertThat(fault("/safe/../safe/./s.sh")).isEmpty();
  }

  @Test
  void a_ring_of_links_ends() throws IOException {
    nodes.put("/a", link("b"));
    nodes.put("/b", link("a"));
    assertThat(fault("/a/s.sh")).contains("too many symbolic links on the way to /a/s.sh");
  }

  @Test
  void a_real_one_is_read() throws IOException {
    assertThat(PathSecurity.fault(Path.of("/bin/sh"))).isEmpty();
  }

  private Optional<String> fault(String path) throws IOException {
    return PathSecurity.fault(
        Path.of(path),
        at -> {
          Node node = nodes.get(at.toString());
          if (node == null) {
            throw new NoSuchFileException(at.toString());
          }
          return node;
        });
  }

  private static Node file(int mode, int uid, int gid) {
    return new Node(0100000 | mode, uid, gid, "u" + uid, "g" + gid, Optional.empty());
  }

  private static Node link(String target) {
    return link(target, 0);
  }

  private static Node link(String target, int uid) {
    return new Node(0120777, uid, 0, "u" + uid, "g0", Optional.of(Path.of(target)));
  }
}
