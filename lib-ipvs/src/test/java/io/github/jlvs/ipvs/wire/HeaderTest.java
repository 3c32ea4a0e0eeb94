// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Our constants are those of the kernel header that Debian's linux-libc-dev installs. */
class HeaderTest {
  private static final Path HEADER = Path.of("/usr/include/linux/ip_vs.h");
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern ENUM = Pattern.compile("enum \\{(.*?)\\};", Pattern.DOTALL);
  private static final Pattern DEFINE =
      Pattern.compile("#define\\s+(\\w+)\\s+(0x[0-9a-fA-F]+|\\d+|\"\\w+\")\\s");

  private static Map<String, String> header() throws Exception {
    String text = COMMENT.matcher(Files.readString(HEADER)).replaceAll("");
    Map<String, String> values = new HashMap<>();
    Matcher define = DEFINE.matcher(text);
    while (define.find()) {
      String value = define.group(2);
      values.put(
          define.group(1),
          value.startsWith("\"")
              ? value.substring(1, value.length() - 1)
              : Long.decode(value).toString());
    }
    Matcher enumeration = ENUM.matcher(text);
    while (enumeration.find()) {
      int next = 0;
      for (String element : enumeration.group(1).split(",", -1)) {
        String[] parts = element.strip().split("\\s*=\\s*", 2);
        if (!parts[0].isEmpty()) {
          next = parts.length == 2 ? Integer.decode(parts[1]) : next;
          values.put(parts[0], Integer.toString(next++));
        }
      }
    }
    return values;
  }

  @Test
  void every_constant_has_the_headers_value() throws Exception {
    assertThat(HEADER).as("of linux-libc-dev, which tools/lab/install brings").exists();
    Map<String, String> header = header();
    assertThat(IpvsHeader.class.getFields()).hasSizeGreaterThan(70);
    for (Field field : IpvsHeader.class.getFields()) {
      assertThat(header).containsEntry(field.getName(), String.valueOf(field.get(null)));
    }
  }
}
