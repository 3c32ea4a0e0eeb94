// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Our constants that bear a kernel header's name have its value (Debian's linux-libc-dev). */
class NetlinkHeadersTest {
  private static final Path HEADERS = Path.of("/usr/include/linux");
  private static final List<String> NAMES =
      List.of(
          "netlink",
          "genetlink",
          "rtnetlink",
          "if_link",
          "if_addr",
          "neighbour",
          "fib_rules",
          "veth");
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern DEFINE =
      Pattern.compile("(?m)^#define[ \\t]+(\\w+)[ \\t]+(0[xX][0-9a-fA-F]+|\\d+)[ \\t]*$");
  private static final Pattern DIRECTIVE = Pattern.compile("(?m)^#.*$");
  private static final Pattern ENUM =
      Pattern.compile("enum\\s*\\w*\\s*\\{(.*?)\\}", Pattern.DOTALL);

  private static Map<String, Integer> header() throws IOException {
    Map<String, Integer> values = new HashMap<>();
    for (String name : NAMES) {
      String text = COMMENT.matcher(Files.readString(HEADERS.resolve(name + ".h"))).replaceAll("");
      Matcher define = DEFINE.matcher(text);
      while (define.find()) {
        values.put(define.group(1), Long.decode(define.group(2)).intValue());
      }
      Matcher enumeration = ENUM.matcher(DIRECTIVE.matcher(text).replaceAll(""));
      while (enumeration.find()) {
        count(enumeration.group(1), values);
      }
    }
    return values;
  }

  /** Elements count on from the last value; one that is computed ends what is known. */
  private static void count(String elements, Map<String, Integer> values) {
    int next = 0;
    for (String element : elements.split(",", -1)) {
      String[] parts = element.strip().split("\\s*=\\s*", 2);
      if (parts.length == 2) {
        if (!parts[1].matches("\\d+|0[xX][0-9a-fA-F]+")) {
          return;
        }
        next = Long.decode(parts[1]).intValue();
      }
      values.put(parts[0], next++);
    }
  }

  private static List<Field> constants() throws IOException, URISyntaxException {
    Path classes =
        Path.of(NetlinkFlags.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Field> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classes.resolve("io/github/jlvs/netlink"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        String name = classes.relativize(file).toString().replace('/', '.');
        if (!name.endsWith("package-info.class")) {
          Class<?> type = type(name.substring(0, name.length() - ".class".length()));
          found.addAll(
              Stream.of(type.getDeclaredFields())
                  .filter(field -> field.getType() == int.class)
                  .filter(field -> field.getName().matches("[A-Z0-9]+(_[A-Z0-9]+)+"))
                  .toList());
        }
      }
    }
    return found;
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(name + " was compiled and is not there", e);
    }
  }

  @Test
  void every_constant_with_a_headers_name_has_its_value() throws Exception {
    assertThat(HEADERS.resolve("netlink.h"))
        .as("of linux-libc-dev, which tools/lab/install brings")
        .exists();
    Map<String, Integer> header = header();
    List<String> compared = new ArrayList<>();
    for (Field field : constants()) {
      if (header.containsKey(field.getName())) {
        field.setAccessible(true);
        assertThat(header).containsEntry(field.getName(), field.getInt(null));
        compared.add(field.getName());
      }
    }
    assertThat(compared)
        .hasSizeGreaterThan(90)
        .contains("NLM_F_DUMP_INTR", "NLMSG_DONE", "RTM_NEWRULE", "RTNLGRP_IPV6_RULE")
        .contains("IFLA_LINKINFO", "IFA_FLAGS", "RTA_TABLE", "FRA_FWMASK", "NDA_LLADDR")
        .contains("CTRL_ATTR_MCAST_GRP_ID", "NETLINK_GET_STRICT_CHK", "VETH_INFO_PEER");
  }
}
