// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Protocol;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

/** services(5), as libc reads it. */
class ServicesFileTest {
  private static ServicesFile file(String text) throws IOException {
    return ServicesFile.read(new StringReader(text));
  }

  @Test
  void a_name_and_its_aliases_are_one_port_of_one_protocol() throws IOException {
    ServicesFile file = file("http\t80/tcp www  www-http # the web\n");

    assertThat(file.port("http", Protocol.TCP)).hasValue(80);
    assertThat(file.port("www", Protocol.TCP)).hasValue(80);
    assertThat(file.port("www-http", Protocol.TCP)).hasValue(80);
    assertThat(file.service(80, Protocol.TCP)).contains("http");
    assertThat(file.port("http", Protocol.UDP)).isEmpty();
    assertThat(file.service(80, Protocol.SCTP)).isEmpty();
    assertThat(file.port("HTTP", Protocol.TCP)).isEmpty();
    assertThat(file.port("web", Protocol.TCP)).isEmpty();
  }

  @Test
  void the_first_line_wins_both_ways() throws IOException {
    ServicesFile file = file("a 1/tcp c\nb 1/tcp a\nc 2/tcp\n");

    assertThat(file.service(1, Protocol.TCP)).contains("a");
    assertThat(file.port("a", Protocol.TCP)).hasValue(1);
    assertThat(file.port("b", Protocol.TCP)).hasValue(1);
    assertThat(file.port("c", Protocol.TCP)).hasValue(1);
    assertThat(file.service(2, Protocol.TCP)).contains("c");
  }

  @Test
  void what_is_no_line_of_such_a_file_is_passed_over() throws IOException {
    ServicesFile file =
        file("\n#only 1/tcp\nname\nname 5\nname /tcp\nname x/tcp\nname 0x5/tcp\ngood 5/tcp");

    assertThat(file.port("name", Protocol.TCP)).isEmpty();
    assertThat(file.port("only", Protocol.TCP)).isEmpty();
    assertThat(file.service(5, Protocol.TCP)).contains("good");
  }

  @Test
  void a_file_from_another_system_ends_its_lines_otherwise() throws IOException {
    ServicesFile file = file("one 1/tcp\r\ntwo 2/tcp deux\r\n");

    assertThat(file.service(1, Protocol.TCP)).contains("one");
    assertThat(file.port("deux", Protocol.TCP)).hasValue(2);
  }

  @Test
  void a_port_is_always_one() throws IOException {
    assertThat(file("large 65616/tcp\n").port("large", Protocol.TCP)).hasValue(80);
    assertThat(file("endless 99999999999/tcp\n").port("endless", Protocol.TCP)).isEmpty();
  }
}
